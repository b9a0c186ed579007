import { describe, expect, it } from 'vitest'
import { type KeeperState, type Problem, unknownState } from '../keeper/state.ts'
import { nothingTold, type Told } from './alert-memory.ts'
import { type Alert, alertFor, remindTomorrow } from './policy.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour
const start = Date.UTC(2026, 2, 1, 12)
const down: Problem = { at: 'store', kind: 'unavailable' }
const denied: Problem = { at: 'store', kind: 'write-denied' }

/** A token with thirty days to go that nobody renews. */
const lonely: KeeperState = {
  ...unknownState,
  row: 'token',
  token: {
    fingerprint: 'aaaaaaaa',
    headerKind: 'bearer',
    issuedAt: start / 1000,
    expiry: { certainty: 'stated', at: (start + 30 * day) / 1000 },
    renewAt: (start + 20 * day) / 1000,
  },
  works: true,
  askedGazelleAt: start,
  checkedAt: start,
  renewsByItself: false,
}

/** Lets time pass in hours, with the state at each, and tells what was shown when. */
function live(
  hours: readonly number[],
  stateAt: (days: number) => KeeperState,
  options: { reminds?: boolean; restartsAlways?: boolean } = {},
) {
  const shown: [number, Alert][] = []
  let told: Told = nothingTold
  for (const at of hours) {
    if (options.restartsAlways) told = JSON.parse(JSON.stringify(told))
    const verdict = alertFor(stateAt(at / 24), told, start + at * hour, { reminds: options.reminds ?? true })
    told = verdict.told
    if (verdict.alert !== null) shown.push([at / 24, verdict.alert])
  }
  return { shown, told }
}
const everyHourOf = (days: number) => Array.from({ length: days * 24 + 1 }, (_, hours) => hours)

describe('another company’s token', () => {
  const ours = { companyId: '1', company: 'Pianos A', userId: null, user: null }
  const theirs = { ...ours, companyId: '2', company: 'Pianos B' }
  const unconfirmed = { fingerprint: 'bbbbbbbb', account: theirs }

  it.each<[string, Partial<KeeperState>, boolean]>([
    ['in the row', { account: theirs, takenFrom: { account: ours, isHere: true } }, true],
    ['that waits', { account: ours, unconfirmed }, false],
  ])('is told at once, and daily only while it is in the row: %s', (_, change, isInRow) => {
    const { shown } = live(everyHourOf(3), () => ({ ...lonely, ...change }), { restartsAlways: true })
    const days = isInRow ? [0, 1, 2, 3] : [0]
    expect(shown).toEqual(days.map((day) => [day, { kind: 'company', isInRow, theirs, ours }]))
  })
})

describe('a subject', () => {
  const ours = { companyId: '1', company: 'Pianos A', userId: null, user: null }
  const theirs = { ...ours, companyId: '2', company: 'Pianos B' }
  const end = start + 30 * day

  // As 0.1.0 has kept them: another wording would tell everything a second time after an update.
  it.each<[string, Partial<KeeperState>, number]>([
    ['sign-in aaaaaaaa 7', {}, end - 7 * day],
    ['sign-in aaaaaaaa over', { works: false, asksHuman: true }, start],
    ['sign-in none over', { token: null, row: 'empty', asksHuman: true, works: null }, start],
    ['blocked store write-denied', { problem: denied }, start],
    ['blocked row ', { problem: { at: 'row', field: null } }, start],
    ['trouble store unavailable', { problem: down, troubleSince: start - day }, start],
    ['unattended', { unattendedDays: 4 }, start],
    ['company in the row 2', { account: theirs, takenFrom: { account: ours, isHere: true } }, start],
    ['company bbbbbbbb', { account: ours, unconfirmed: { fingerprint: 'bbbbbbbb', account: theirs } }, start],
  ])('is kept as %s', (subject, change, now) => {
    const verdict = alertFor({ ...lonely, ...change }, nothingTold, now, { reminds: true })
    expect([verdict.subject, verdict.told.needs]).toEqual([subject, [subject]])
    const before = { ...nothingTold, needs: [subject], toldAt: now }
    expect(alertFor({ ...lonely, ...change }, before, now, { reminds: true }).alert).toBe(null)
  })
})

describe('alerts', () => {
  const dead = (days: number): KeeperState => (days < 30 ? lonely : { ...lonely, works: false, asksHuman: true })

  it('reminds at 7, 3 and 1 days, and daily from the end on', () => {
    const { shown } = live(everyHourOf(32), dead, { restartsAlways: true })
    expect(shown).toEqual([
      [23, { kind: 'sign-in', daysLeft: 7 }],
      [27, { kind: 'sign-in', daysLeft: 3 }],
      [29, { kind: 'sign-in', daysLeft: 1 }],
      [30, { kind: 'sign-in', daysLeft: null }],
      [31, { kind: 'sign-in', daysLeft: null }],
      [32, { kind: 'sign-in', daysLeft: null }],
    ])
  })

  it('skips what a sleeping computer slept through', () => {
    const { shown } = live([0, 40 * 24, 40 * 24 + 1], dead)
    expect(shown).toEqual([[40, { kind: 'sign-in', daysLeft: null }]])
  })

  it('tells only the end to whoever wants no reminders', () => {
    const { shown } = live(everyHourOf(30), dead, { reminds: false })
    expect(shown).toEqual([[30, { kind: 'sign-in', daysLeft: null }]])
  })

  it('says once that it is solved, and begins anew with the next token', () => {
    const other = {
      ...lonely,
      token: lonely.token && { ...lonely.token, fingerprint: 'bbbbbbbb' },
      renewsByItself: true,
    }
    const { shown, told } = live(everyHourOf(40), (days) => (days < 31 ? dead(days) : other))
    expect(shown.at(-1)).toEqual([31, { kind: 'solved', isFirst: false }])
    expect(shown.filter(([, alert]) => alert.kind === 'solved')).toHaveLength(1)
    expect(told).toEqual(nothingTold)
  })

  it('does not say again where all is well for the first time', () => {
    const empty: KeeperState = { ...lonely, token: null, row: 'empty', asksHuman: true, works: null }
    const { shown } = live(everyHourOf(3), (days) => (days < 1 ? empty : { ...lonely, renewsByItself: true }))
    expect(shown.map(([, alert]) => alert)).toEqual([
      { kind: 'sign-in', daysLeft: null },
      { kind: 'solved', isFirst: true },
    ])
  })

  it('says nothing of a token that renews itself', () => {
    expect(live(everyHourOf(30), () => ({ ...lonely, renewsByItself: true })).shown).toEqual([])
  })

  it('tells at once what only a person can mend, and keeps quiet about it for a day', () => {
    const { shown } = live(everyHourOf(3), () => ({
      ...lonely,
      renewsByItself: true,
      problem: denied,
      troubleSince: start,
    }))
    expect(shown.map(([at]) => at)).toEqual([0, 1, 2, 3])
    expect(shown[0]?.[1]).toEqual({ kind: 'blocked', problem: denied })
  })

  it('keeps quiet about trouble that passes, until it has lasted a day, also across restarts', () => {
    const troubled = (since: number): KeeperState => ({
      ...lonely,
      renewsByItself: true,
      problem: down,
      troubleSince: since,
    })
    expect(live(everyHourOf(3), () => troubled(start)).shown).toEqual([[1, { kind: 'trouble', problem: down }]])
    // Restarted every hour, the keeper itself knows of an hour of trouble only.
    const restarted = live(everyHourOf(3), (days) => troubled(start + Math.max(0, days * day - hour)))
    expect(restarted.shown).toEqual([[1, { kind: 'trouble', problem: down }]])
    const passing = live(everyHourOf(3), (days) =>
      (days * 24) % 20 < 19
        ? troubled(start + Math.floor((days * 24) / 20) * 20 * hour)
        : { ...lonely, renewsByItself: true },
    )
    expect(passing.shown).toEqual([])
  })

  it('waits an hour only where the token may end meanwhile', () => {
    const urgent = (days: number): KeeperState => ({
      ...lonely,
      renewsByItself: true,
      ...(days < 28 ? {} : { problem: down, troubleSince: start + 28 * day }),
    })
    expect(live(everyHourOf(29), urgent).shown).toEqual([[28 + 1 / 24, { kind: 'trouble', problem: down }]])
  })

  it('says nothing while it is not certain', () => {
    const unsure = { ...dead(30), activity: 'renewing' as const }
    expect(live([0], () => unsure).shown).toEqual([])
    expect(live([0], () => ({ ...dead(30), checkedAt: null })).shown).toEqual([])
  })

  it('reminds tomorrow of what is still so', () => {
    const first = alertFor(dead(30), nothingTold, start, { reminds: true })
    const told = remindTomorrow(first.told, start)
    expect(alertFor(dead(30), told, start + 23 * hour, { reminds: true }).alert).toBeNull()
    const second = alertFor(dead(30), told, start + day, { reminds: true })
    expect(second.alert).toEqual({ kind: 'sign-in', daysLeft: null })
    expect(alertFor(dead(30), second.told, start + day + 23 * hour, { reminds: true }).alert).toBeNull()
  })

  it('tells what is urgent once more at a start, unless a person has postponed it', () => {
    const { told } = alertFor(dead(30), nothingTold, start, { reminds: true })
    const atStart = (before: Told, state: KeeperState) =>
      alertFor(state, before, start + hour, { reminds: true, isStart: true }).alert
    expect(atStart(told, dead(30))).toEqual({ kind: 'sign-in', daysLeft: null })
    expect(atStart(remindTomorrow(told, start), dead(30))).toBeNull()
    const soon = {
      ...lonely,
      token: lonely.token && { ...lonely.token, expiry: { certainty: 'stated', at: start / 1000 + 86_400 } },
    }
    const reminded = alertFor(soon as KeeperState, nothingTold, start, { reminds: true })
    expect(reminded.alert).toEqual({ kind: 'sign-in', daysLeft: 1 })
    expect(atStart(reminded.told, soon as KeeperState)).toBeNull()
  })

  it('does not care about daylight saving', () => {
    const zone = process.env['TZ']
    try {
      process.env['TZ'] = 'America/Toronto'
      // The night of 7 to 8 March 2026 has 23 hours there.
      expect(new Date(Date.UTC(2026, 2, 8, 12)).getHours() - new Date(Date.UTC(2026, 2, 7, 12)).getHours()).toBe(1)
      expect(live(everyHourOf(31), dead).shown.map(([days]) => days)).toEqual([23, 27, 29, 30, 31])
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })
})

describe('a row that nobody looks after', () => {
  it('is told once, however long that lasts, and solved once when somebody is seen again', () => {
    const { shown } = live(
      everyHourOf(7),
      (days) => ({ ...lonely, unattendedDays: days >= 3 && days < 5 ? Math.floor(days) : 0 }),
      { restartsAlways: true },
    )
    expect(shown).toEqual([
      [3, { kind: 'unattended', days: 3 }],
      [5, { kind: 'solved', isFirst: false }],
    ])
  })

  it('is not solved by a keeper that has not heard the logbook yet, but by one that renews', () => {
    const told = { ...nothingTold, needs: ['unattended'], toldAt: start }
    const ask = (change: Partial<KeeperState>) => alertFor({ ...lonely, ...change }, told, start, { reminds: true })
    expect(ask({ unattendedDays: null })).toMatchObject({ alert: null, told: { needs: ['unattended'] } })
    expect(ask({ unattendedDays: null, renewsByItself: true }).alert?.kind).toBe('solved')
    expect(ask({ unattendedDays: 0 }).alert?.kind).toBe('solved')
  })

  it.each<[string, Partial<KeeperState>]>([
    ['where the logbook has not been heard', { unattendedDays: null }],
    ['where this keeper renews', { renewsByItself: true }],
    ['where the token never ends', { token: lonely.token && { ...lonely.token, expiry: { certainty: 'never' } } }],
    ['before what is more urgent', { works: false }],
  ])('is no alert %s', (_, change) => {
    const gone = { ...lonely, unattendedDays: 4, ...change }
    expect(alertFor(gone, nothingTold, start, { reminds: true }).alert).toBeNull()
  })

  it('waits where the person wants no reminders, and is not solved by that', () => {
    const gone = { ...lonely, unattendedDays: 4 }
    expect(alertFor(gone, nothingTold, start, { reminds: false }).alert).toBeNull()
    const told = { ...nothingTold, needs: ['unattended'], toldAt: start }
    expect(alertFor(gone, told, start, { reminds: false }).alert).toBeNull()
  })
})
