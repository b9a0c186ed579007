import { app, BrowserWindow } from 'electron'
import type { ChosenConnection } from './connection/chosen-connection.ts'
import type { Vault } from './connection/vault.ts'
import type { CurrentKeeper } from './keeper/current-keeper.ts'
import type { Keychain } from './keychain/keychain.ts'
import { SystemKeychain } from './keychain/system.ts'
import type { ProxyControl } from './setup/proxy.ts'

/** A keychain that is only slow when the desktop starts needs nobody's help. */
const showAfterMilliseconds = 3_000

/** Lets the rest of the app go on, without a restart, with what the keychain gives once it opens. */
export function followKeychain(parts: {
  readonly vault: Vault
  readonly chosen: Pick<ChosenConnection, 'connection' | 'readAnew'>
  readonly keeper: Pick<CurrentKeeper, 'connect' | 'check'>
  readonly proxy: Pick<ProxyControl, 'readAnew'>
}): void {
  const { vault, chosen, keeper, proxy } = parts
  // A keeper has its journal in memory, and would write it over what the keychain brings.
  vault.beforeChange = () => keeper.connect(null)
  let { keeping } = vault
  vault.state.subscribe((state) => {
    if (state.keeping === keeping) return
    keeping = state.keeping
    proxy.readAnew()
    const before = chosen.connection.value
    chosen.readAnew()
    if (chosen.connection.value !== before) return
    void keeper.connect(before).then(() => keeper.check())
  })
  vault.listen()
}

/**
 * Asks the keychain again for a person. If its answer lasts until the process ends, the app restarts, unless something would be
 * lost.
 */
export async function tryAgain(keychain: Keychain, vault: Vault): Promise<void> {
  if (keychain instanceof SystemKeychain && vault.isForgettable) {
    app.relaunch()
    app.exit()
    return
  }
  await vault.open(true)
}

/**
 * Shows what helps an app that is not set up: at once if the secrets could be read; else later, unless a window is visible by then, or
 * what has been read since sets it up.
 */
export function showWhatHelps(vault: Pick<Vault, 'state'>, isConnected: () => boolean, show: () => void): void {
  if (vault.state.value.unread === null) {
    show()
    return
  }
  setTimeout(() => {
    const isSeen = BrowserWindow.getAllWindows().some((window) => window.isVisible())
    const isHelped = vault.state.value.unread === null && isConnected()
    if (!isHelped && !isSeen) show()
  }, showAfterMilliseconds)
}
