import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { type Known, type Seen, untruths } from './truths.ts'

const now = Date.UTC(2026, 0, 1)
const day = 24 * 60 * 60 * 1000

const well: Seen = {
  condition: 'valid',
  headline: 'All is well',
  sentence: 'Your programs can reach Gazelle.',
  button: 'Check now',
  daysLeft: 4,
  toolTip: 'Gazelle Keeper: All is well, 4 days left',
  snapshot: {} as Snapshot,
}
const refused: Seen = {
  ...well,
  condition: 'refused',
  headline: 'Gazelle rejects the token',
  sentence: 'Your programs can no longer reach Gazelle. Sign in to get them working again.',
  button: 'Sign in to Gazelle',
  daysLeft: null,
  toolTip: null,
}
const unreached: Seen = {
  ...well,
  headline: 'No connection right now',
  sentence: 'Gazelle cannot be reached.',
  toolTip: null,
}
const known: Known = {
  gazelle: 'well',
  supabase: 'well',
  isTokenAlive: true,
  expiresAt: now + 4 * day,
  now,
  isClockRight: true,
  isChecked: true,
}

describe('what is shown', () => {
  it.each<[string, Seen, Partial<Known>]>([
    ['all is well where it is', well, {}],
    ['a rejection where the token is dead', refused, { isTokenAlive: false }],
    ['a rejection where Gazelle rejects everything', refused, { gazelle: 'rejects' }],
    ['silence where there is silence', unreached, { gazelle: 'not' }],
    ['what was so, before it has been looked at again', well, { isTokenAlive: false, isChecked: false }],
  ])('may be %s', (_what, seen, change) => {
    expect(untruths(seen, { ...known, ...change })).toEqual([])
  })

  it.each<[string, Seen, Partial<Known>, RegExp]>([
    ['that all is well with a dead token', well, { isTokenAlive: false }, /the row’s token is dead/],
    ['that all is well while Gazelle rejects everything', well, { gazelle: 'rejects' }, /rejects every token/],
    ['that all is well while Gazelle denies access', well, { gazelle: 'denies' }, /denies access/],
    ['that all is well while Gazelle is silent', well, { gazelle: 'not' }, /Gazelle does not answer/],
    ['that all is well while Supabase is silent', well, { supabase: 'not' }, /Supabase does not answer/],
    ['that somebody has to sign in for a good token', refused, {}, /Gazelle accepts/],
    ['silence where both answer', unreached, {}, /both answer/],
    ['more days than there are', { ...well, daysLeft: 30 }, {}, /30 days left where 4\.0 are/],
    ['that all is well by a wrong clock', well, { isClockRight: false }, /the clock is wrong/],
    ['a wrong clock that is right', { ...well, headline: 'This computer’s clock is wrong' }, {}, /the clock is right/],
    ['that nothing is set up', { ...well, condition: 'unconnected' }, {}, /it is set up/],
    ['another thing in the tray', { ...well, toolTip: 'Gazelle Keeper: No connection right now' }, {}, /the tray says/],
  ])('may not be %s', (_what, seen, change, untruth) => {
    expect(untruths(seen, { ...known, ...change }).join('\n')).toMatch(untruth)
  })
})
