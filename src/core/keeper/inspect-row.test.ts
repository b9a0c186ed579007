import { describe, expect, it } from 'vitest'
import { GazelleError } from '../gazelle/errors.ts'
import type { Account } from '../token/account.ts'
import { fingerprint } from '../token/fingerprint.ts'
import { conditionOf } from './condition.ts'
import { inspectRow } from './inspect-row.ts'
import { emptyJournal, type JournalContent } from './journal.ts'
import { emptyRenewalMemory } from './renewal-memory.ts'
import type { KeeperState } from './state.ts'
import { StoreError } from './store-error.ts'
import { captured, day, inSeconds, old, other, rowOf, setUp, start } from './testing.ts'
import { silentServerClock, TrustedClock } from './trusted-clock.ts'

const ours: Account = {
  companyId: 'com_1',
  company: 'Accord et Mécanique',
  userId: 'usr_1',
  user: 'Camille Desmarteaux',
}
const theirs: Account = { companyId: 'com_2', company: 'Pianos Belzébuth', userId: 'usr_2', user: 'Cy Voleur' }
const yesterday = inSeconds - 86_400
const owned = { account: ours, of: fingerprint(old), takenFrom: null, declined: [] }

/** The part of a state that an inspection and a check have in common where there is nothing that a check could do. */
function judgementOf(state: KeeperState, now: number) {
  const { row, token, works, isForbidden, askedGazelleAt, account, unconfirmed, takenFrom, problem, renewsByItself } =
    state
  const { checkedAt, clockErrorMilliseconds } = state
  const condition = conditionOf({ ...state, held: null }, now)
  return {
    ...{ row, token, works, isForbidden, askedGazelleAt, account, unconfirmed, takenFrom, problem, renewsByItself },
    ...{ checkedAt, clockErrorMilliseconds, condition },
  }
}

type Model = ReturnType<typeof setUp>

/** What is in the row, what Gazelle says, and what the journal knows; and a part of what both have to say of it. */
interface Case {
  readonly of: string
  readonly arrange: (model: Model) => unknown
  readonly journal?: Partial<JournalContent>
  readonly told: Partial<ReturnType<typeof judgementOf>>
}

const cases: readonly Case[] = [
  { of: 'no row', arrange: () => undefined, told: { condition: 'missing', works: null } },
  {
    of: 'an empty row whose last owner is known',
    arrange: ({ store }) => store.put(null),
    journal: { ownership: owned },
    told: { condition: 'missing', account: ours },
  },
  {
    of: 'a token of another company that waits, beside an empty row',
    arrange: ({ store, gazelle }) => {
      store.put(null)
      gazelle.accepted.set(other, 'bearer')
      gazelle.accounts.set(other, theirs)
    },
    journal: {
      ownership: owned,
      held: [{ credential: { ...captured(other), account: theirs }, supersedes: null, foundAt: start }],
    },
    told: { condition: 'missing', unconfirmed: { fingerprint: fingerprint(other), account: theirs } },
  },
  {
    of: 'a row that is not understood',
    arrange: ({ store }) => store.put({ access_token: 7 }),
    told: { row: 'unreadable', condition: 'blocked' },
  },
  {
    of: 'a token that works',
    arrange: ({ store, gazelle }) => {
      store.put(rowOf(old, yesterday))
      gazelle.accepted.set(old, 'api-key')
      gazelle.accounts.set(old, ours)
    },
    told: { works: true, account: ours, problem: null, condition: 'valid' },
  },
  {
    of: 'a short key',
    arrange: ({ store, gazelle }) => {
      store.put({ access_token: 'k'.repeat(32), expires_at: null })
      gazelle.accepted.set('k'.repeat(32), 'api-key')
    },
    told: { works: true, token: expect.objectContaining({ isShort: true, headerKind: 'api-key' }) },
  },
  {
    of: 'a token of another company than before',
    arrange: ({ store, gazelle }) => {
      store.put(rowOf(other, yesterday))
      gazelle.accepted.set(other, 'bearer')
      gazelle.accounts.set(other, theirs)
    },
    journal: { ownership: owned },
    told: { account: theirs, takenFrom: { account: ours, isHere: false } },
  },
  {
    of: 'a token that Gazelle rejects, whose company it once told',
    arrange: ({ store }) => store.put(rowOf(old, yesterday)),
    journal: { ownership: owned },
    told: { works: false, isForbidden: false, account: ours, problem: null, condition: 'refused' },
  },
  {
    of: 'a token that Gazelle denies access, with its account',
    arrange: ({ store, gazelle }) => {
      store.put(rowOf(other, yesterday))
      gazelle.probe = async () => {
        throw new GazelleError('forbidden', 'It may not.', { because: 'limited-access', account: theirs })
      }
    },
    journal: { ownership: owned },
    told: {
      works: false,
      isForbidden: true,
      account: theirs,
      problem: { at: 'gazelle', kind: 'forbidden', retryAfterSeconds: null, because: 'limited-access' },
    },
  },
  {
    of: 'a token past its end that Gazelle accepts',
    arrange: ({ store, gazelle }) => {
      store.put(rowOf(old, inSeconds - 31 * 86_400))
      gazelle.accepted.set(old, 'bearer')
    },
    told: { works: true, condition: 'expiring' },
  },
  {
    of: 'a token past its end on which Gazelle has no word',
    arrange: ({ store, gazelle }) => {
      store.put(rowOf(old, inSeconds - 31 * 86_400))
      gazelle.isIntercepted = true
    },
    told: {
      works: null,
      condition: 'expired',
      problem: { at: 'gazelle', kind: 'intercepted', retryAfterSeconds: null },
    },
  },
  {
    of: 'answers that come too late to be believed',
    arrange: ({ store, gazelle }) => {
      store.put(rowOf(old, yesterday))
      gazelle.accepted.set(old, 'bearer')
      const late = { milliseconds: 10 * 60_000, meanwhile: () => undefined }
      gazelle.late.push(late, late, late, late, late, late)
    },
    told: { works: null, problem: { at: 'gazelle', kind: 'unavailable', retryAfterSeconds: null } },
  },
  {
    of: 'a renewal in vain, when no other is left',
    arrange: ({ store }) => store.put(rowOf(old, yesterday)),
    journal: { ways: renewedTo(false) },
    told: { works: false, problem: { at: 'oauth', kind: 'renewed-in-vain', retryAfterSeconds: null } },
  },
  {
    of: 'a renewed token that served and was revoked, when no other renewal is left',
    arrange: ({ store }) => store.put(rowOf(old, yesterday)),
    journal: { ways: renewedTo(true) },
    told: { works: false, problem: null, condition: 'refused' },
  },
  {
    of: 'an older token of the company that the row had before, rejected',
    arrange: ({ store }) => store.put(rowOf(old, yesterday)),
    journal: {
      ownership: { account: theirs, of: fingerprint(other), takenFrom: ours, declined: [] },
      fallbacks: [
        { ...captured(old), account: ours },
        { ...captured(other), account: theirs },
      ],
    },
    told: { works: false, account: ours, takenFrom: null, renewsByItself: false },
  },
]

function renewedTo(isAccepted: boolean) {
  const renewal = { fingerprint: fingerprint(old), at: start - day, helpless: 0, isAccepted }
  return { ...emptyRenewalMemory, renewal }
}

const inspect = ({ store, gazelle, clock }: Model, journal: JournalContent) =>
  inspectRow({
    ...{ store, gazelle, journal, hasApplication: false },
    clock: new TrustedClock(clock, silentServerClock),
  })

describe('an inspection', () => {
  it.each(cases)('judges $of as a check does', async ({ arrange, journal, told }) => {
    const model = setUp()
    arrange(model)
    const content: JournalContent = { ...emptyJournal, ...journal }
    await model.journal.write(content)
    const { state } = await inspect(model, content)
    const inspected = judgementOf(state, model.clock.time)
    expect(inspected).toMatchObject(told)
    await model.keeper.check()
    expect(inspected).toEqual(judgementOf(model.keeper.state.value, model.clock.time))
  })

  it('names the problem of a row that cannot be read, as a check does', async () => {
    const model = setUp()
    const denied = () => new StoreError('wrong-key', 'No.')
    model.store.fail = denied()
    const { state, reading } = await inspect(model, { ...emptyJournal, ownership: owned })
    expect(state).toMatchObject({ problem: { at: 'store', kind: 'wrong-key' }, row: 'unread', account: ours })
    expect(reading).toBeNull()
    model.store.fail = denied()
    await model.keeper.check()
    expect(model.keeper.state.value.problem).toEqual(state.problem)
  })

  it('asks once, even about a token issued a moment ago, and writes nothing', async () => {
    const model = setUp()
    model.store.put(rowOf(old))
    const { writes } = model.store
    const content: JournalContent = { ...emptyJournal, fallbacks: [captured(other)] }
    await model.journal.write(content)
    model.gazelle.accepted.set(other, 'bearer')
    const { state, reading } = await inspect(model, content)
    expect(state).toMatchObject({ works: false, problem: null, held: null, renewsByItself: true })
    expect(reading?.record?.accessToken).toBe(old)
    expect(model.gazelle.asked).toEqual([old])
    expect([model.store.writes, model.clock.time]).toEqual([writes, start])
    expect(await model.journal.read()).toBe(content)
  })
})
