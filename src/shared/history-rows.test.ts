import { describe, expect, it } from 'vitest'
import { translator } from './catalogue/index.ts'
import { byText, historyRows, whoOf } from './history-rows.ts'
import type { Mark, Writer } from './snapshot.ts'

const t = translator('en')
const problem = { at: 'gazelle', kind: 'unavailable', retryAfterSeconds: null } as const
const marks: readonly Mark[] = [
  { what: 'found', at: 1, fingerprint: 'aaaaaaaa' },
  { what: 'adopted', at: 2, fingerprint: 'bbbbbbbb' },
  { what: 'failed', at: 3, lastAt: 9, problem },
  { what: 'captured', at: 4, source: 'clipboard', fingerprint: 'cccccccc' },
  { what: 'conflict', at: 5, kept: 'cccccccc', other: 'dddddddd' },
  { what: 'human-needed', at: 6 },
]
const whats = (kind: 'all' | 'tokens' | 'problems', whose: 'all' | 'here' | 'others') =>
  historyRows({ marks }, t, { kind, whose }).map(({ mark }) => mark.what)

describe('who', () => {
  it.each<[Mark, ReturnType<typeof whoOf>]>([
    [{ what: 'renewed', at: 0 }, 'here'],
    [{ what: 'captured', at: 0, source: 'web-session' }, 'here'],
    [{ what: 'restored', at: 0 }, 'here'],
    [{ what: 'conflict', at: 0, kept: 'a', other: 'b' }, 'here'],
    [{ what: 'adopted', at: 0 }, 'elsewhere'],
    [{ what: 'adopted', at: 0, by: 'keeper' }, 'keeper'],
    [{ what: 'another-user', at: 0, by: 'person' }, 'here'],
    [{ what: 'another-user', at: 0, by: 'keeper' }, 'here'],
    [{ what: 'another-user', at: 0, by: 'another' }, 'elsewhere'],
    // The log does not tell these.
    [{ what: 'another-user', at: 0 }, null],
    [{ what: 'found', at: 0 }, null],
    // Nobody did anything.
    [{ what: 'refused', at: 0 }, null],
    [{ what: 'failed', at: 0, lastAt: 0, problem }, null],
    [{ what: 'human-needed', at: 0 }, null],
  ])('is told of %j', (mark, who) => {
    expect(whoOf(mark)).toBe(who)
  })
})

describe('who wrote a token, by the logbook', () => {
  const nobody: Writer = { byKeeper: false, keeper: null, isHere: false, program: null, role: null, user: null }

  it.each<[Partial<Writer>, ReturnType<typeof whoOf>, string]>([
    [{ byKeeper: true, keeper: 'office iMac' }, 'keeper', 'Gazelle Keeper on office iMac'],
    [{ byKeeper: true }, 'keeper', 'A Gazelle Keeper'],
    [{ byKeeper: true, keeper: 'here', isHere: true }, 'here', 'This computer'],
    [{ program: 'supabase-py/2', role: 'service_role' }, 'elsewhere', 'supabase-py/2 (service_role)'],
    [{ program: 'psql' }, 'elsewhere', 'psql'],
    [{ role: 'postgres', user: 'ann@piano.example' }, 'elsewhere', 'postgres, as ann@piano.example'],
    [{}, 'elsewhere', 'An unknown program'],
  ])('is told of %j', (change, who, text) => {
    const writer = { ...nobody, ...change }
    const found: Mark = { what: 'adopted', at: 0, fingerprint: 'aaaaaaaa', writer }
    const written: Mark = { what: 'written', at: 0, change: 'changed', writer }
    expect([found, written].map(whoOf)).toEqual([who, who])
    expect([found, written].map((mark) => byText(mark, t))).toEqual([text, text])
  })
})

describe('the rows of the history', () => {
  it('are the events in words, the newest first', () => {
    const rows = historyRows({ marks }, t)
    expect(rows.map(({ at }) => at)).toEqual([6, 5, 4, 3, 2, 1])
    expect(rows.map(({ what }) => what)).toEqual([
      'You were asked to sign in',
      'Two working tokens; kept cccccccc, dropped dddddddd',
      'New token that was pasted',
      'Problem with Gazelle',
      'New token found in Supabase',
      'Token found in Supabase',
    ])
    expect(rows.map(({ lastAt }) => lastAt)).toEqual([null, null, null, 9, null, null])
    expect(rows.map(({ fingerprint }) => fingerprint)).toEqual([null, null, 'cccccccc', null, 'bbbbbbbb', 'aaaaaaaa'])
  })

  it('are filtered by what and by who', () => {
    expect(whats('all', 'all')).toHaveLength(marks.length)
    expect(whats('problems', 'all')).toEqual(['human-needed', 'failed'])
    expect(whats('tokens', 'all')).toEqual(['conflict', 'captured', 'adopted', 'found'])
    expect(whats('all', 'here')).toEqual(['conflict', 'captured'])
    expect(whats('all', 'others')).toEqual(['adopted'])
    expect(whats('problems', 'others')).toEqual([])
  })
})
