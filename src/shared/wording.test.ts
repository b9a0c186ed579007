import { describe, expect, it } from 'vitest'
import { unknownState } from '../core/keeper/state.ts'
import { languageOf, translator } from './catalogue/index.ts'
import type { KeeperState, Snapshot } from './snapshot.ts'
import { nextStep, sentence, timeLeft, tooltip } from './wording.ts'

const now = Date.UTC(2026, 0, 1)
const day = 24 * 60 * 60 * 1000
const en = translator('en')
const fr = translator('fr')

function snapshot(change: Partial<Snapshot> = {}, keeper: Partial<KeeperState> = {}): Snapshot {
  return {
    language: 'en',
    isConnected: true,
    isSandbox: false,
    condition: 'valid',
    keeper: { ...unknownState, row: 'token', works: true, ...keeper },
    signIn: 'closed',
    signInDetail: null,
    secrets: 'keychain',
    ...change,
  }
}

function tokenUntil(milliseconds: number): Partial<KeeperState> {
  const expiry = { certainty: 'assumed', at: milliseconds / 1000 } as const
  return { token: { fingerprint: '01234567', headerKind: 'bearer', issuedAt: null, expiry, renewAt: null } }
}

describe('time left', () => {
  it.each([
    [30 * day - 5000, '30 days left', '30 jours restants'],
    [29.4 * day, '29 days left', '29 jours restants'],
    [day, '1 day left', '1 jour restant'],
    [day - 1, 'Less than a day left', 'Moins d’un jour restant'],
    [0, 'Expired', 'Expiré'],
    [-day, 'Expired', 'Expiré'],
  ])('%d ms: %s / %s', (left, english, french) => {
    const at = snapshot({}, tokenUntil(now + left))
    expect(timeLeft(at, en, now)).toBe(english)
    expect(timeLeft(at, fr, now)).toBe(french)
  })

  it('is nothing without a token', () => {
    expect(timeLeft(snapshot(), en, now)).toBeNull()
  })
})

describe('tooltip', () => {
  it('names the app, the state and the days', () => {
    expect(tooltip(snapshot({}, tokenUntil(now + 30 * day)), en, now)).toBe('Gazelle Keeper: All is well, 30 days left')
  })

  it('does not count the days of a token that Gazelle refuses', () => {
    const refused = snapshot({ condition: 'refused' }, tokenUntil(now + 30 * day))
    expect(tooltip(refused, en, now)).toBe('Gazelle Keeper: Gazelle refuses the token')
  })
})

describe('sentence', () => {
  it('tells the most urgent thing: sign-in, then what is being done, then what went wrong', () => {
    const problem = { at: 'supabase', kind: 'wrong-key' } as const
    const all = snapshot({ signIn: 'waiting', condition: 'blocked' }, { problem, activity: 'checking' })
    expect(sentence(all, en)).toBe(en('sign-in.waiting'))
    expect(sentence({ ...all, signIn: 'closed' }, en)).toBe(en('now.checking'))
    expect(sentence({ ...all, signIn: 'closed', keeper: { ...all.keeper, activity: 'idle' } }, en)).toBe(
      en('problem.supabase.wrong-key'),
    )
  })

  it('says whose certificate is wrong and how', () => {
    const detail = { phase: 'certificate', host: 'gazelleapp.io', flaw: 'wrong-name' } as const
    const wrong = snapshot({ signIn: 'certificate', signInDetail: detail })
    expect(sentence(wrong, en)).toMatch(/gazelleapp\.io.*belongs to another address/)
    expect(sentence(wrong, fr)).toMatch(/gazelleapp\.io.*celui d’une autre adresse/)
  })

  it('repeats the provider’s own words as they are', () => {
    const words = '{x} <b>it’s</b> refused'
    const detail = { phase: 'authorization-refused', why: 'refused', words } as const
    const refused = snapshot({ signIn: 'authorization-refused', signInDetail: detail })
    expect(sentence(refused, en)).toMatch(/Reload to try again\. Gazelle says:/)
    expect(sentence(refused, en)).toContain(words)
  })

  it('names the field of the row that is not understood', () => {
    const row = snapshot({ condition: 'blocked' }, { problem: { at: 'row', field: 'expires_in' } })
    expect(sentence(row, fr)).toContain('« expires_in »')
  })
})

describe('next step', () => {
  it.each([
    ['missing', 'sign-in'],
    ['refused', 'sign-in'],
    ['expired', 'sign-in'],
    ['expiring', 'sign-in'],
    ['held', 'save-held'],
    ['valid', 'check'],
    ['blocked', 'check'],
  ] as const)('%s: %s', (condition, verb) => {
    expect(nextStep(snapshot({ condition })).verb).toBe(verb)
  })
})

describe('language', () => {
  it.each([
    ['fr-CA', 'fr'],
    ['fr', 'fr'],
    ['en-US', 'en'],
    ['frr', 'en'],
    ['', 'en'],
  ])('%s: %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language)
  })
})
