import { afterEach, beforeEach, expect, it } from 'vitest'
import { healthy } from '../../../test/pages/states.ts'
import type { AlertValues } from '../../core/alerts/alert-fields.ts'
import { openReceiver, type Receiver } from '../../core/alerts/remote/receiver-fixture.ts'
import { dead, ownMemory, replaced, start, well } from '../../core/alerts/shared-fixture.ts'
import { Observed } from '../../core/base/observed.ts'
import { conditionOf } from '../../core/keeper/condition.ts'
import type { Store, StoredRow } from '../../core/keeper/ports.ts'
import type { KeeperState } from '../../core/keeper/state.ts'
import { StoreError } from '../../core/keeper/store-error.ts'
import { jsonValueOf } from '../../core/token/json-text.ts'
import { alertTargetsOf } from '../../node/alerts/targets.ts'
import { alertWords } from '../../shared/alert-wording.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { WatchedRow } from '../connection/stores.ts'
import type { Spoken } from '../setup/alerts.ts'
import { startRemoteAlerts } from './remote-alerts.ts'

let receiver: Receiver
beforeEach(async () => {
  receiver = await openReceiver()
})
afterEach(() => receiver.close())

/** A row in memory, as several keepers have it. */
function rowStore(): Store {
  let row: StoredRow | null = null
  let writes = 0
  return {
    read: async () => row,
    swap: async (expected, value) => {
      if (expected?.updatedAt !== row?.updatedAt) return { won: false }
      writes += 1
      row = { value: jsonValueOf(value), updatedAt: String(writes) }
      return { won: true, row }
    },
  }
}

const network = { fetch: globalThis.fetch, userAgent: 'gazelle-keeper/test' }
const targetsOf = (values: AlertValues) => alertTargetsOf(values, network)
const slack = (path = 'slack'): AlertValues => ({ 'slack.address': `${receiver.url}/${path}` })

const snapshotOf = (keeper: KeeperState, change: Partial<Snapshot> = {}): Snapshot => ({
  ...healthy,
  keeper,
  condition: conditionOf(keeper, start),
  ...change,
})

/** An app that watches a row, in this state. */
function openAt(keeper: KeeperState, values: AlertValues, store = rowStore(), own = ownMemory('app')) {
  const snapshot = new Observed(snapshotOf(keeper))
  const targets = new Observed(targetsOf(values))
  const spoken: Spoken[] = []
  const mistakes: unknown[] = []
  const watched = { row: { name: 'row', alerts: store } as WatchedRow }
  startRemoteAlerts({
    snapshot,
    now: () => start,
    targets,
    row: () => watched.row,
    openOwn: async () => own,
    words: (alert, topic) => alertWords(alert, topic, 'en'),
    onSpoken: (told) => spoken.push(...told),
    onMistake: (error) => mistakes.push(error),
  })
  return { snapshot, targets, spoken, mistakes, watched }
}

const received = () =>
  receiver.received.map(({ path, body }) => `${path} ${/sign in|all is well/.exec(body)?.[0] ?? ''}`)
const arrived = (...what: string[]) => expect.poll(received, { timeout: 5_000 }).toEqual(what)
const settled = () => new Promise((resolve) => setTimeout(resolve, 150))

it('an alert is told once, whatever the snapshot tells besides, and solved once', async () => {
  const { snapshot, spoken } = openAt(dead, slack())
  await arrived('/slack sign in')
  for (const change of [{ answer: 'undone' as const }, {}]) snapshot.set(snapshotOf({ ...dead }, change))
  await settled()
  snapshot.set(snapshotOf(replaced))
  await arrived('/slack sign in', '/slack all is well')
  expect(spoken.map(({ target, delivery }) => [target, delivery.isDelivered])).toEqual([
    ['slack', true],
    ['slack', true],
  ])
})

it('it is told once by two computers, and not again after a restart', async () => {
  const [store, own] = [rowStore(), ownMemory('app')]
  openAt(dead, slack(), store, own)
  await arrived('/slack sign in')
  openAt(dead, slack(), store, own)
  openAt(dead, slack(), store, ownMemory('another'))
  await settled()
  expect(received()).toHaveLength(1)
})

it('a target that is added hears of what is needed, and one that is removed hears nothing more', async () => {
  const { snapshot, targets } = openAt(dead, slack('one'))
  await arrived('/one sign in')
  targets.set(targetsOf(slack('two')))
  await arrived('/one sign in', '/two sign in')
  targets.set(targetsOf({}))
  snapshot.set(snapshotOf(replaced))
  await settled()
  expect(received()).toHaveLength(2)
})

it('nothing is told without a connection, while somebody is signing in, or before the first check', async () => {
  const { snapshot, watched } = openAt({ ...dead, checkedAt: null }, slack())
  await settled()
  for (const change of [{ signIn: 'waiting' as const, isSignInAttended: true }, { isConnected: false }]) {
    snapshot.set(snapshotOf(dead, change))
    await settled()
  }
  expect(received()).toEqual([])
  // Another row's alerts stand in another row.
  watched.row = { ...watched.row, name: 'another', alerts: rowStore() }
  snapshot.set(snapshotOf(dead))
  await arrived('/slack sign in')
})

it('where the row is out of reach, the app goes by its own memory', async () => {
  const lost: Store = {
    read: () => Promise.reject(new StoreError('table-missing', 'There is no such table.')),
    swap: () => Promise.reject(new StoreError('table-missing', 'There is no such table.')),
  }
  const own = ownMemory('app')
  openAt(dead, slack(), lost, own)
  await arrived('/slack sign in')
  await expect.poll(() => JSON.stringify(own.kept)).toContain('sign-in')
  openAt(dead, slack(), lost, own)
  await settled()
  expect(received()).toHaveLength(1)
})

it('what a server does not take is told to the settings', async () => {
  receiver.answer = (response) => void response.writeHead(503).end()
  const { spoken } = openAt(dead, slack())
  await expect.poll(() => spoken.length).toBe(1)
  expect(spoken[0]?.delivery).toMatchObject({ isDelivered: false, why: 'busy', code: '503' })
})

it('the monitor is pinged once for each check that goes well, and told of others only if it wants to know', async () => {
  const ping = { 'ping.address': `${receiver.url}/ping` }
  const { snapshot, targets } = openAt(well, ping)
  await arrived('/ping ')
  snapshot.set(snapshotOf({ ...well }))
  snapshot.set(snapshotOf({ ...well, checkedAt: start + 1 }))
  await arrived('/ping ', '/ping ')
  snapshot.set(snapshotOf({ ...dead, checkedAt: start + 2 }))
  await settled()
  expect(received()).toHaveLength(2)
  targets.set(targetsOf({ ...ping, 'ping.failures': 'yes' }))
  await arrived('/ping ', '/ping ', '/ping/fail ')
})
