import { access } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { unpackHandover } from '../../node/handover.ts'
import { askKeychain } from './ask-keychain.ts'
import { ConfigurationError, type ConfigurationFault, type Connection } from './connection.ts'
import type { Variables } from './variables.ts'

/**
 * The connection that the desktop app of this user hands over in the system's keychain. Rejects with a `ConfigurationError`:
 * `nothing`, where there is no sign of the app either, or a kind of `desktop-…`.
 */
export async function connectionOfDesktop(environment: Variables): Promise<Connection> {
  const answer = await askKeychain(environment)
  if (answer.kind !== 'found') throw new ConfigurationError(await faultOf(answer.kind, environment))
  const handover = unpackHandover(Buffer.from(answer.secret, 'base64'))
  if (handover === null) throw new ConfigurationError({ kind: 'desktop-not-understood' })
  return handover
}

async function faultOf(
  kind: 'absent' | 'none' | 'locked' | 'too-long' | 'refused',
  environment: Variables,
): Promise<ConfigurationFault> {
  // What is locked is there.
  if (kind === 'locked') return { kind: 'desktop-locked' }
  if (!(await isAppSetUp(environment))) return { kind: 'nothing' }
  if (kind === 'absent') return { kind: 'desktop-not-allowed' }
  return { kind: kind === 'none' ? 'desktop-no-keychain' : 'desktop-refused' }
}

/** Whether the desktop app has settings here. */
async function isAppSetUp(environment: Variables): Promise<boolean> {
  try {
    await access(join(appDataFolder(environment), 'Gazelle Keeper', 'settings.json'))
    return true
  } catch {
    return false
  }
}

/** Where this system's programs keep their settings; throws where there is no home folder. */
function appDataFolder(environment: Variables): string {
  if (process.platform === 'win32') return environment['APPDATA'] ?? join(homedir(), 'AppData/Roaming')
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support')
  return environment['XDG_CONFIG_HOME'] || join(homedir(), '.config')
}
