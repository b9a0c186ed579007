import { expect, it } from 'vitest'
import type { Grants } from '../gazelle/grant.ts'
import { fingerprint } from '../token/fingerprint.ts'
import type { KeeperEvent } from './events.ts'
import { Keeper } from './keeper.ts'
import type { Lease } from './lease.ts'
import { old, other, rowOf, setUp, start } from './testing.ts'

const minute = 60_000

it.each([
  ['soon after another keeper held the right to renew, as probably that keeper’s', true, 2 * minute, 'keeper'],
  ['long after that, as anybody’s', true, 20 * minute, undefined],
  ['where nobody held the right, as anybody’s', false, 2 * minute, undefined],
] as const)('logs a token that arrives %s', async (_when, isTaken, after, by) => {
  const { store, gazelle, journal, clock, others } = setUp()
  const events: KeeperEvent[] = []
  store.put(rowOf(old, start / 1000 - (isTaken ? 25 : 1) * 86_400))
  gazelle.accepted.set(old, 'bearer').set(other, 'bearer')
  const lease: Lease = {
    take: async () => ({ taken: false, until: clock.time + 2 * minute }),
    release: async () => undefined,
  }
  const grants = {} as Grants
  const log = (event: KeeperEvent) => void events.push(event)
  const keeper = new Keeper({ store, gazelle, journal, clock, ...others, lease, grants, log })
  await keeper.check()
  clock.time += after
  store.put(rowOf(other, clock.time / 1000))
  await keeper.check()
  const arrived = events.find((event) => event.what === 'adopted' && event.token.fingerprint === fingerprint(other))
  expect(arrived).toMatchObject({ what: 'adopted' })
  expect(arrived?.what === 'adopted' ? arrived.by : null).toBe(by)
})
