import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Observed } from '../core/base/observed.ts'
import type { AppConnection } from './connection/connection.ts'
import type { Vault, VaultState } from './connection/vault.ts'
import { followKeychain, showWhatHelps, tryAgain } from './follow-keychain.ts'
import { SystemKeychain } from './keychain/system.ts'

const { app } = vi.hoisted(() => ({ app: { relaunch: vi.fn(), exit: vi.fn() } }))
const windows = vi.hoisted(() => ({ shown: [] as { isVisible(): boolean }[] }))
vi.mock('electron', () => ({
  BrowserWindow: { getAllWindows: () => windows.shown },
  app,
  powerMonitor: { on: vi.fn() },
  safeStorage: {},
}))

const closed: VaultState = { keeping: 'memory', unread: 'locked', names: ['supabase.key'], isAsking: false }
const open: VaultState = { keeping: 'keychain', unread: null, names: [], isAsking: false }
const connection = {} as AppConnection

let done: string[]
let state: Observed<VaultState>
beforeEach(() => {
  done = []
  state = new Observed(closed)
  vi.clearAllMocks()
})

function follow(before: AppConnection | null, after: AppConnection | null): Vault {
  const chosen = new Observed<AppConnection | null>(before)
  const vault = { state, keeping: 'memory', listen: () => done.push('listen') } as unknown as Vault
  followKeychain({
    vault,
    chosen: { connection: chosen, readAnew: () => after !== before && chosen.set(after) },
    keeper: {
      connect: async (to) => void done.push(to === null ? 'nobody' : 'keeper'),
      check: async () => void done.push('check'),
    },
    proxy: { readAnew: () => void done.push('proxy') },
  })
  return vault
}

describe('the app', () => {
  it('takes the keeper away before the keychain brings anything', async () => {
    const vault = follow(connection, connection)
    await vault.beforeChange()
    expect(done).toEqual(['listen', 'nobody'])
  })

  it('goes on with what the keychain brings; a connection that has become another is followed by others', () => {
    follow(null, connection)
    state.set(open)
    expect(done).toEqual(['listen', 'proxy'])
  })

  it('puts a keeper back on a connection that is the same', async () => {
    follow(connection, connection)
    state.set({ ...closed, isAsking: true })
    expect(done).toEqual(['listen'])
    state.set(open)
    await expect.poll(() => done).toEqual(['listen', 'proxy', 'keeper', 'check'])
  })
})

describe('what helps an app that is not set up', () => {
  beforeEach(() => {
    windows.shown = []
    vi.useFakeTimers()
  })
  afterEach(() => void vi.useRealTimers())

  it.each<[string, VaultState, VaultState, isConnected: boolean, isSeen: boolean, shown: string[]]>([
    ['is shown at once where the secrets could be read', open, open, false, false, ['at once']],
    ['is shown after a while where they still cannot be', closed, closed, false, false, ['later']],
    ['is shown after a while where they could be read late, and set nothing up', closed, open, false, false, ['later']],
    ['is not shown where what was read late sets it up', closed, open, true, false, []],
    ['is not shown over a window that somebody has opened meanwhile', closed, closed, false, true, []],
  ])('%s', (_, first, then, isConnected, isSeen, expected) => {
    const shown: string[] = []
    let when = 'at once'
    state.set(first)
    showWhatHelps(
      { state } as unknown as Vault,
      () => isConnected,
      () => void shown.push(when),
    )
    when = 'later'
    state.set(then)
    if (isSeen) windows.shown = [{ isVisible: () => true }]
    vi.runAllTimers()
    expect(shown).toEqual(expected)
  })
})

describe('trying again', () => {
  const vault = (isForgettable: boolean) => {
    const ask = vi.fn(async () => undefined)
    return { ask, vault: { isForgettable, open: ask } as unknown as Vault }
  }

  it('starts the app anew where a keychain answers once in a process, unless something would be lost', async () => {
    await tryAgain(new SystemKeychain(), vault(true).vault)
    expect([app.relaunch.mock.calls.length, app.exit.mock.calls.length]).toEqual([1, 1])
    const { ask, vault: full } = vault(false)
    await tryAgain(new SystemKeychain(), full)
    expect(ask).toHaveBeenCalledWith(true)
    expect(app.exit).toHaveBeenCalledTimes(1)
  })

  it('asks the keychain everywhere else', async () => {
    const { ask, vault: closedVault } = vault(true)
    await tryAgain({ sealsCookies: true, ask: vi.fn(), listen: vi.fn() }, closedVault)
    expect(ask).toHaveBeenCalledWith(true)
    expect(app.relaunch).not.toHaveBeenCalled()
  })
})
