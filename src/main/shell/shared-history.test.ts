import { describe, expect, it } from 'vitest'
import { emptyHistory } from '../../core/keeper/history.ts'
import type { RowWrite } from '../../core/keeper/logbook.ts'
import type { History, Mark } from '../../shared/snapshot.ts'
import { withWrites } from './shared-history.ts'

const minute = 60_000
const day = 24 * 60 * minute
const now = Date.UTC(2026, 2, 18)
const ago = (days: number) => now - days * day
const here = 'this one'

let ids = 0
const write = (at: number, before: string | null, after: string | null, change: Partial<RowWrite> = {}): RowWrite => ({
  id: ids++,
  at,
  what: before === null ? 'added' : 'changed',
  before,
  after,
  role: 'service_role',
  application: 'python-httpx/0.27',
  user: null,
  byKeeper: false,
  keeper: null,
  isKept: true,
  ...change,
})
const byKeeper = (keeper: string | null) => ({ byKeeper: true, keeper, application: null })
const past = (marks: readonly Mark[], lives: History['lives'] = []): History => ({ ...emptyHistory, marks, lives })
const marksOf = (marks: readonly Mark[], ...writes: readonly RowWrite[]) =>
  withWrites(past(marks), writes.toReversed(), here, now).marks

describe('the marks', () => {
  it('tell a new computer the past, and who it was', () => {
    const marks = marksOf(
      [{ what: 'found', at: now, fingerprint: 'bbbbbbbb' }],
      write(ago(9), null, 'aaaaaaaa', byKeeper('office iMac')),
      write(ago(5), 'aaaaaaaa', 'bbbbbbbb', { user: 'ann@piano.example' }),
    )
    expect(marks).toMatchObject([
      {
        what: 'written',
        at: ago(9),
        change: 'added',
        writer: { byKeeper: true, keeper: 'office iMac', isHere: false },
      },
      {
        what: 'written',
        at: ago(5),
        fingerprint: 'bbbbbbbb',
        writer: { byKeeper: false, program: 'python-httpx/0.27', role: 'service_role', user: 'ann@piano.example' },
      },
    ])
  })

  it('are not doubled by what this app did itself', () => {
    const own: readonly Mark[] = [
      { what: 'captured', at: ago(9), fingerprint: 'aaaaaaaa', source: 'web-session' },
      { what: 'renewed', at: ago(5), fingerprint: 'bbbbbbbb' },
      { what: 'restored', at: ago(1), fingerprint: 'aaaaaaaa' },
    ]
    const marks = marksOf(
      own,
      write(ago(9) + 30 * minute, null, 'aaaaaaaa', byKeeper(here)),
      write(ago(5) + 1_000, 'aaaaaaaa', 'bbbbbbbb', byKeeper(here)),
      write(ago(1) - 1_000, 'bbbbbbbb', 'aaaaaaaa', byKeeper(null)),
    )
    expect(marks).toEqual(own)
  })

  it('tell with a token that was found who wrote it, and when', () => {
    const [first, second] = marksOf(
      [
        { what: 'adopted', at: ago(5) + 12 * minute, fingerprint: 'aaaaaaaa' },
        { what: 'adopted', at: ago(2), fingerprint: 'aaaaaaaa', by: 'keeper' },
      ],
      write(ago(5), 'bbbbbbbb', 'aaaaaaaa'),
      write(ago(3), 'aaaaaaaa', 'bbbbbbbb', byKeeper('office iMac')),
      write(ago(2) + minute, 'bbbbbbbb', 'aaaaaaaa', byKeeper(here)),
    ).filter(({ what }) => what === 'adopted')
    expect(first).toMatchObject({ at: ago(5), writer: { program: 'python-httpx/0.27', isHere: false } })
    expect(second).toMatchObject({ at: ago(2) + minute, writer: { isHere: true } })
  })

  it('leave out what changes no token, and what is older than 90 days', () => {
    const marks = marksOf([], write(ago(91), null, 'aaaaaaaa'), write(ago(1), 'aaaaaaaa', 'aaaaaaaa'))
    expect(marks).toEqual([])
  })

  it('say what was removed, and what is not understood', () => {
    const marks = marksOf(
      [],
      write(ago(2), 'aaaaaaaa', null),
      write(ago(1), null, null, { what: 'removed' }),
      write(ago(0.5), null, 'cccccccc'),
    )
    expect(marks.map((mark) => mark.what === 'written' && mark.change)).toEqual(['unclear', 'removed', 'added'])
  })

  it('show no character that makes one name look like another', () => {
    const [mark] = marksOf([], write(ago(1), null, 'aaaaaaaa', { application: 'good\u202edab\n' }))
    expect(mark).toMatchObject({ writer: { program: 'good dab' } })
  })
})

describe('the lives of the tokens', () => {
  const livesOf = (lives: History['lives'], ...writes: readonly RowWrite[]) =>
    withWrites(past([], lives), writes, here, now).lives

  it('are told to a new computer', () => {
    const found = { fingerprint: 'bbbbbbbb', from: ago(5), until: null, expiresAt: ago(-25) }
    expect(livesOf([found], write(ago(9), null, 'aaaaaaaa'), write(ago(5) + minute, 'aaaaaaaa', 'bbbbbbbb'))).toEqual([
      { fingerprint: 'aaaaaaaa', from: ago(9), until: ago(5) + minute, expiresAt: null },
      { fingerprint: 'bbbbbbbb', from: ago(5) + minute, until: null, expiresAt: ago(-25) },
    ])
  })

  it('are this computer’s own before the logbook begins, and where it knows more', () => {
    const own = [
      { fingerprint: 'aaaaaaaa', from: ago(40), until: ago(20), expiresAt: ago(15) },
      { fingerprint: 'bbbbbbbb', from: ago(20), until: ago(3), expiresAt: ago(-5) },
      { fingerprint: 'cccccccc', from: ago(3), until: ago(1), expiresAt: null },
      { fingerprint: 'dddddddd', from: ago(1), until: null, expiresAt: null },
    ]
    expect(livesOf(own, write(ago(4), 'bbbbbbbb', 'cccccccc'))).toEqual([
      own[0],
      { ...own[1], until: ago(4) },
      { ...own[2], from: ago(4), until: ago(1) },
      own[3],
    ])
  })

  it('end where the token was removed', () => {
    expect(livesOf([], write(ago(9), null, 'aaaaaaaa'), write(ago(2), 'aaaaaaaa', null, { what: 'removed' }))).toEqual([
      { fingerprint: 'aaaaaaaa', from: ago(9), until: ago(2), expiresAt: null },
    ])
  })
})

it('stays as it is where the project has no logbook', () => {
  const history = past([{ what: 'found', at: ago(1), fingerprint: 'aaaaaaaa' }])
  expect(withWrites(history, [], here, now)).toBe(history)
})
