import { beforeEach, describe, expect, it } from 'vitest'
import { GazelleError } from '../gazelle/errors.ts'
import type { Account } from '../token/account.ts'
import type { Credential } from '../token/credential.ts'
import { fingerprint } from '../token/fingerprint.ts'
import type { KeeperEvent } from './events.ts'
import { Keeper } from './keeper.ts'
import { captured, day, fresh, inSeconds, old, other, rowOf, setUp, webSessionOf } from './testing.ts'

const ours: Account = { companyId: '1', company: 'Pianos A', userId: '11', user: 'Ada' }
const colleague: Account = { ...ours, userId: '12', user: 'Bo' }
const theirs: Account = { companyId: '2', company: 'Pianos B', userId: '21', user: 'Cy' }

let parts: ReturnType<typeof start>
beforeEach(() => {
  parts = start()
})

/** The row holds a token of ours that works, and `fresh` is another company's. */
function start() {
  const parts = setUp()
  const { store, gazelle, journal, clock, others } = parts
  store.put(rowOf(old))
  for (const token of [old, fresh, other]) gazelle.accepted.set(token, 'bearer')
  gazelle.accounts.set(old, ours).set(fresh, theirs)
  const events: KeeperEvent[] = []
  const open = () => new Keeper({ ...others, store, gazelle, journal, clock, log: (event) => events.push(event) })
  return { ...parts, events, open, keeper: open(), tokenInRow: () => Object(store.row?.value)['access_token'] }
}

const whatOf = (events: readonly KeeperEvent[]) => events.map(({ what }) => what)

describe('a token of another company than the row’s', () => {
  it.each<[string, Partial<Credential>]>([
    ['captured', {}],
    ['pasted', { source: 'clipboard' }],
    ['authorised', { source: 'oauth', refreshToken: 's'.repeat(43), issuedAt: inSeconds, lifeSeconds: 2_592_000 }],
  ])('waits for a person’s word: %s', async (_, change) => {
    const { keeper, tokenInRow, events } = parts
    // The row’s own was never asked about: this keeper has just started.
    expect(await keeper.offer({ ...captured(fresh), ...change })).toBe('other-company')
    expect(tokenInRow()).toBe(old)
    const { account, unconfirmed, held, problem, asksHuman } = keeper.state.value
    expect({ account, unconfirmed, held, problem, asksHuman }).toEqual({
      account: ours,
      unconfirmed: { fingerprint: fingerprint(fresh), account: theirs },
      held: null,
      problem: null,
      asksHuman: false,
    })
    expect(whatOf(events)).toContain('other-company')
    expect(keeper.unsaved).toBeNull()
  })

  it('waits also where the row’s own is dead, and was told of before a restart', async () => {
    const { keeper, open, gazelle, tokenInRow } = parts
    await keeper.check()
    await keeper.idle()
    gazelle.accepted.delete(old)
    const next = open()
    await next.check({ asked: true })
    expect(await next.offer(captured(fresh))).toBe('other-company')
    await next.check({ asked: true })
    expect(tokenInRow()).toBe(old)
    // What waits for a word is no reason not to ask for a sign-in.
    expect(next.state.value).toMatchObject({ asksHuman: true, held: null })
  })

  it('is in the row once a person wants it, and nothing of the old one stays beside it', async () => {
    const { keeper, store, journal } = parts
    await keeper.offer(captured(fresh))
    expect(await keeper.decide(fingerprint(fresh), true)).toBe('saved')
    await keeper.check({ asked: true })
    await keeper.idle()
    expect(store.row?.value).toEqual({
      access_token: fresh,
      expires_in: 2_592_000,
      created_at: inSeconds,
      note: 'ours',
    })
    expect(keeper.state.value).toMatchObject({ account: theirs, unconfirmed: null, takenFrom: null, works: true })
    // With its refresh token, which is in no row any more.
    const fallbacks = (await journal.read()).fallbacks.map(({ accessToken, refreshToken }) => [
      accessToken,
      refreshToken,
    ])
    expect(fallbacks).toContainEqual([old, 'r'.repeat(43)])
  })

  it('is in the row where a person said so beforehand, and outlives nothing', async () => {
    const { keeper, store, tokenInRow } = parts
    store.put({ ...rowOf(old), refresh_token: 'manual_override', expires_at: 1_999_999_999, expires_in: null })
    expect(await keeper.offer(captured(fresh), { isConfirmed: true })).toBe('saved')
    expect(tokenInRow()).toBe(fresh)
  })

  it('is wanted after a crash too, where the row could not be written', async () => {
    const { keeper, open, store, gazelle, clock, tokenInRow } = parts
    await keeper.offer(captured(fresh))
    gazelle.fail = new GazelleError('unavailable', 'Gazelle is down.')
    expect(await keeper.decide(fingerprint(fresh), true)).toBe('held')
    expect(keeper.state.value.held).toEqual({ fingerprint: fingerprint(fresh) })
    await keeper.idle()
    clock.time += day
    await open().check()
    expect(store.row).not.toBeNull()
    expect(tokenInRow()).toBe(fresh)
  })

  it('is let go on a person’s word, and not brought again unasked', async () => {
    const { store, gazelle, journal, clock, others, tokenInRow } = parts
    const webSession = webSessionOf(async () => captured(fresh))
    const keeper = new Keeper({ ...others, store, gazelle, journal, clock, webSession })
    await keeper.offer(captured(fresh))
    expect(await keeper.decide(fingerprint(fresh), false)).toBe('declined')
    expect(keeper.state.value.unconfirmed).toBeNull()
    clock.time += 21 * day
    await keeper.check()
    await keeper.idle()
    expect(keeper.state.value.unconfirmed).toBeNull()
    expect((await journal.read()).held).toEqual([])
    expect(tokenInRow()).toBe(old)
    expect(await keeper.decide(fingerprint(fresh), true)).toBeNull()
    // Whoever offers it anew is asked anew.
    expect(await keeper.offer(captured(fresh))).toBe('other-company')
  })

  it('is held where the web session brings it', async () => {
    const { store, gazelle, journal, clock, others, tokenInRow } = parts
    const webSession = webSessionOf(async () => captured(fresh))
    const keeper = new Keeper({ ...others, store, gazelle, journal, clock, webSession })
    await keeper.check()
    clock.time += 21 * day
    await keeper.check()
    expect(tokenInRow()).toBe(old)
    expect(keeper.state.value.unconfirmed).toEqual({ fingerprint: fingerprint(fresh), account: theirs })
  })

  it('stands in the way of none of the row’s own', async () => {
    const { keeper, gazelle, tokenInRow } = parts
    gazelle.accounts.set(other, ours)
    await keeper.offer(captured(fresh))
    expect(await keeper.offer(captured(other))).toBe('saved')
    expect(tokenInRow()).toBe(other)
    expect(keeper.state.value).toMatchObject({ held: null, unconfirmed: { account: theirs } })
  })

  it('is not put back in place of a dead one', async () => {
    const { keeper, gazelle, tokenInRow, clock } = parts
    await keeper.offer(captured(fresh), { isConfirmed: true })
    await keeper.check({ asked: true })
    gazelle.accepted.delete(fresh)
    clock.time += day
    await keeper.check({ asked: true })
    expect(tokenInRow()).toBe(fresh)
    expect(keeper.state.value.asksHuman).toBe(true)
  })

  it('is not told from the row’s where Gazelle does not tell', async () => {
    const { keeper, gazelle, tokenInRow } = parts
    gazelle.accounts.delete(fresh)
    await keeper.check()
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(tokenInRow()).toBe(fresh)
    expect(keeper.state.value.account).toEqual(ours)
  })
})

describe('a token of another user of the same company', () => {
  it('is taken, and told', async () => {
    const { keeper, gazelle, events, tokenInRow } = parts
    gazelle.accounts.set(fresh, colleague)
    expect(await keeper.offer(captured(fresh))).toBe('saved')
    expect(tokenInRow()).toBe(fresh)
    expect(keeper.state.value.account).toEqual(colleague)
    expect(events).toContainEqual({
      what: 'account-changed',
      fingerprint: fingerprint(fresh),
      change: 'user',
      by: 'keeper',
    })
  })
})

describe('a token of another company that another program wrote', () => {
  beforeEach(async () => {
    await parts.keeper.check()
    parts.store.put(rowOf(fresh))
    await parts.keeper.check()
  })

  it('is told at once, and after a restart', async () => {
    const { keeper, open, events } = parts
    expect(events).toContainEqual({
      what: 'account-changed',
      fingerprint: fingerprint(fresh),
      change: 'company',
      by: 'another',
    })
    const taken = { account: theirs, takenFrom: { account: ours, isHere: true } }
    expect(keeper.state.value).toMatchObject(taken)
    await keeper.idle()
    const next = open()
    await next.check({ asked: true })
    expect(next.state.value).toMatchObject(taken)
  })

  it('gives way to the earlier one on a person’s word', async () => {
    const { keeper, store } = parts
    expect(await keeper.decideOnRow({ account: theirs, takenFrom: ours }, false)).toBe('saved')
    await keeper.check({ asked: true })
    expect(store.row?.value).toMatchObject({ access_token: old, refresh_token: 'r'.repeat(43) })
    expect(keeper.state.value).toMatchObject({ account: ours, takenFrom: null })
  })

  it('stays on a person’s word', async () => {
    const { keeper, tokenInRow } = parts
    expect(await keeper.decideOnRow({ account: theirs, takenFrom: ours }, true)).toBeNull()
    await keeper.check({ asked: true })
    expect(tokenInRow()).toBe(fresh)
    expect(keeper.state.value).toMatchObject({ account: theirs, takenFrom: null })
  })

  it('is over where the earlier one is put back by hand, dead: the next one of its company is taken', async () => {
    const { keeper, store, gazelle, tokenInRow } = parts
    gazelle.accepted.delete(old)
    store.put(rowOf(old))
    await keeper.check()
    expect(keeper.state.value).toMatchObject({ works: false, account: ours, takenFrom: null })
    gazelle.accounts.set(other, ours)
    expect(await keeper.offer(captured(other))).toBe('saved')
    expect(tokenInRow()).toBe(other)
  })

  it.each([true, false])('hears no word on a row that has gone on since (%s)', async (isWanted) => {
    const { keeper, tokenInRow } = parts
    const asked = { account: ours, takenFrom: theirs }
    expect(await keeper.decideOnRow(asked, isWanted)).toBeNull()
    await keeper.check({ asked: true })
    expect(tokenInRow()).toBe(fresh)
    expect(keeper.state.value).toMatchObject({ account: theirs, takenFrom: { account: ours, isHere: true } })
  })

  it('is no more to tell where the row is the earlier company’s again', async () => {
    const { keeper, store } = parts
    store.put(rowOf(old))
    await keeper.check()
    expect(keeper.state.value).toMatchObject({ account: ours, takenFrom: null })
  })

  it('makes the earlier company’s token wait for a word', async () => {
    const { keeper, gazelle, tokenInRow } = parts
    gazelle.accounts.set(other, ours)
    expect(await keeper.offer(captured(other))).toBe('other-company')
    expect(tokenInRow()).toBe(fresh)
  })
})
