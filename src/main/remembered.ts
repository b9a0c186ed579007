import { setTimeout as pause } from 'node:timers/promises'
import { app } from 'electron'
import { ChosenConnection, secretNames } from './connection/chosen-connection.ts'
import { SecretFiles } from './connection/secret-files.ts'
import { Settings } from './connection/settings.ts'
import { Vault } from './connection/vault.ts'
import { type Words, wordsOf } from './connection/words.ts'
import { eventWords } from './diagnostics/diagnostics.ts'
import type { Log } from './diagnostics/log.ts'
import { setLevel } from './diagnostics/open-log.ts'
import { ActivityLog } from './keeper/activity-log.ts'
import type { Keychain } from './keychain/keychain.ts'
import { takesRealConnection, thisEdition } from './start/this-edition.ts'
import { Disk } from './system/disk.ts'

/** How long the start waits for the keychain: the icon must be there soon, whatever the keychain does. */
const keychainMilliseconds = 1_000

/** What this computer remembers from one run of the app to the next, and the disk that it is on. */
export interface Remembered {
  readonly disk: Disk
  readonly settings: Settings
  readonly vault: Vault
  readonly activity: ActivityLog
  readonly chosen: ChosenConnection
  readonly words: Words
}

/**
 * Opens what is remembered, and waits up to a second for the vault to be read. `sandboxFolder`: the sandbox to begin with, or
 * null; rejects if that cannot be read.
 */
export async function openRemembered(keychain: Keychain, sandboxFolder: string | null, log: Log): Promise<Remembered> {
  const folder = app.getPath('userData')
  const disk = new Disk()
  disk.trouble.subscribe((trouble) => log.warn(trouble === null ? 'the disk takes files again' : `disk: ${trouble}`))
  const settings = new Settings(folder, disk)
  setLevel(log, settings)
  const vault: Vault = new Vault({
    files: new SecretFiles(folder),
    disk,
    keychain,
    expectsSecrets: () => {
      const { supabaseUrl, gazelleSessionRow } = settings.store
      return supabaseUrl !== null && gazelleSessionRow !== null && vault.get(secretNames.supabaseKey) === null
    },
  })
  await Promise.race([vault.open(false), pause(keychainMilliseconds)])
  const activity = new ActivityLog(folder, disk, (event) => log.info(`event: ${eventWords(event)}`))
  const chosen = new ChosenConnection(sandboxFolder, settings, vault, {
    takesReal: takesRealConnection(),
    sandboxHasNames: thisEdition().takesAnySwitch,
  })
  log.hideAllOf(() => {
    const { supabaseKey, supabasePassword, oauthSecret, alerts } = chosen.parts.value
    return [supabaseKey, supabasePassword, oauthSecret, ...Object.values(alerts)]
  })
  return { disk, settings, vault, activity, chosen, words: wordsOf(settings, app.getLocale()) }
}
