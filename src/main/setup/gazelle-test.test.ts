import { describe, expect, it, vi } from 'vitest'
import { Observed } from '../../core/base/observed.ts'
import { NoTokenError } from '../../core/keeper/errors.ts'
import { type KeeperState, type Problem, unknownState } from '../../core/keeper/state.ts'
import type { TestSetup } from '../../shared/setup.ts'
import type { ChosenConnection } from '../connection/chosen-connection.ts'
import type { AppConnection } from '../connection/connection.ts'
import type { CurrentKeeper } from '../keeper/current-keeper.ts'
import { TestControl } from './gazelle-test.ts'

// No request is made.
vi.mock('electron', () => ({ app: { getVersion: () => '0.0.0', on: () => undefined }, session: {} }))

const token = {
  fingerprint: 'aaaaaaaa',
  headerKind: null,
  issuedAt: null,
  expiry: { certainty: 'never' },
  renewAt: null,
}

/** What a test says with a keeper that has no token to give. */
async function testWithout(isConnected: boolean, state: Partial<KeeperState>, problem: Problem | null = null) {
  const connection = new Observed<AppConnection | null>(isConnected ? ({} as AppConnection) : null)
  const keeper = {
    state: new Observed<KeeperState>({ ...unknownState, ...state }),
    token: () => Promise.reject(new NoTokenError(problem, true)),
  }
  const test = new TestControl({ connection } as ChosenConnection, keeper as unknown as CurrentKeeper)
  await test.run()
  return test.state.value as TestSetup
}

describe('a test without a token that works', () => {
  it('says that nothing is set up, where nothing is', async () => {
    expect(await testWithout(false, {})).toEqual({ state: 'unconnected' })
  })

  it('says that the row has no token yet', async () => {
    expect(await testWithout(true, { row: 'empty' })).toEqual({ state: 'no-token' })
  })

  it('says that Gazelle rejects the token that is there', async () => {
    const rejected = await testWithout(true, { row: 'token', token: token as KeeperState['token'], works: false })
    expect(rejected).toMatchObject({ state: 'failed', problem: { at: 'gazelle', kind: 'unauthorized' } })
  })

  it('says what stands in the way', async () => {
    const problem = { at: 'store', kind: 'unavailable' } as const
    expect(await testWithout(true, {}, problem)).toMatchObject({ state: 'failed', problem })
  })
})
