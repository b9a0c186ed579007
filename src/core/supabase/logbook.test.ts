import { describe, expect, it } from 'vitest'
import { createLogbook } from './logbook.ts'

/** What a logbook with this answer tells. */
const told = async (answer: unknown) =>
  (await createLogbook({ ask: async () => answer }, { table: 'system_settings', key: 'gazelle_oauth_token' }).read(
    9,
  )) ?? expect.unreachable('there is no logbook')

const keeper = {
  name: 'office',
  kind: 'app',
  version: '1.0.0',
  did: 'renewed',
  renewsBy: 'web-session',
  secondsAgo: 60,
  ableSecondsAgo: 0,
}
const write = {
  id: 7,
  at: '2026-03-01T12:00:00Z',
  what: 'changed',
  before: 'aaaaaaaa',
  after: 'bbbbbbbb',
  role: 'authenticated',
  application: 'a script',
  user: 'member@supabase.example',
  byKeeper: false,
  keeper: null,
  isKept: true,
}

describe('the logbook’s answer', () => {
  it('is told as it is', async () => {
    const { keepers, writes } = await told({ keepers: [keeper], writes: [write] })
    expect(keepers).toEqual([keeper])
    expect(writes).toEqual([{ ...write, at: Date.UTC(2026, 2, 1, 12) }])
  })

  it('has no text that commands a terminal, forges a line, or looks like another', async () => {
    const forged = 'office\u001b]0;owned\u0007\n\u202eexe.ffo\u2066'
    const { keepers, writes } = await told({
      keepers: [{ ...keeper, name: forged, version: forged }],
      writes: [{ ...write, application: forged, user: forged, role: forged, keeper: forged, after: forged }],
    })
    const clean = 'office ]0;owned exe.ffo'
    expect(keepers).toMatchObject([{ name: clean, version: clean }])
    expect(writes).toMatchObject([{ application: clean, user: clean, role: clean, keeper: clean, after: clean }])
  })

  it('of a later version has words that nobody here knows', async () => {
    const { keepers, writes } = await told({
      keepers: [{ ...keeper, kind: 'worker', did: 'slept', renewsBy: 'passkey', name: 7 }],
      writes: [{ ...write, what: 'moved' }],
    })
    expect(keepers).toMatchObject([{ name: '…', kind: 'library', did: 'checked', renewsBy: 'refresh-token' }])
    expect(writes).toMatchObject([{ what: 'changed' }])
  })
})
