import { app, BrowserWindow } from 'electron'
import type { ChosenConnection } from './connection/chosen-connection.ts'
import type { Vault } from './connection/vault.ts'
import type { CurrentKeeper } from './keeper/current-keeper.ts'
import type { Keychain } from './keychain/keychain.ts'
import { SystemKeychain } from './keychain/system.ts'
import type { ProxyControl } from './setup/proxy.ts'

/** A keychain that is only slow at the start of the session needs nobody. */
const showAfterMilliseconds = 3_000

/** Lets the rest of the app go on with what the keychain gives as soon as it opens: nothing needs a restart. */
export function followKeychain(parts: {
  readonly vault: Vault
  readonly chosen: Pick<ChosenConnection, 'connection' | 'readAnew'>
  readonly keeper: Pick<CurrentKeeper, 'connect' | 'check'>
  readonly proxy: Pick<ProxyControl, 'readAnew'>
}): void {
  const { vault, chosen, keeper, proxy } = parts
  // A keeper knows its journal by heart: it would write over what the keychain brings.
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

/** A person wants the keychain asked again. Where its answer counts to the end of the process, the app starts anew for it. */
export async function tryAgain(keychain: Keychain, vault: Vault): Promise<void> {
  if (keychain instanceof SystemKeychain && vault.isForgettable) {
    app.relaunch()
    app.exit()
    return
  }
  await vault.open(true)
}

/** Calls `show` now, or once the keychain has had its time, unless the person has found a window by then. */
export function showWhatHelps(vault: Vault, show: () => void): void {
  if (vault.state.value.unread === null) {
    show()
    return
  }
  setTimeout(() => {
    const isSeen = BrowserWindow.getAllWindows().some((window) => window.isVisible())
    if (vault.state.value.unread !== null && !isSeen) show()
  }, showAfterMilliseconds)
}
