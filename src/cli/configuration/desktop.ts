import { access } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Variables } from './variables.ts'

/**
 * The file in which the desktop app of this user keeps its settings, or null where there is none. What is secret is not
 * in it: that is ciphertext of the system's keychain, which opens to the app alone. Never rejects.
 */
export async function findDesktopSettings(environment: Variables): Promise<string | null> {
  try {
    const path = join(appDataFolder(environment), 'Gazelle Keeper', 'settings.json')
    await access(path)
    return path
  } catch {
    return null
  }
}

/** Where this system's programs keep their settings; throws where there is no home folder. */
function appDataFolder(environment: Variables): string {
  if (process.platform === 'win32') return environment['APPDATA'] ?? join(homedir(), 'AppData/Roaming')
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support')
  return environment['XDG_CONFIG_HOME'] || join(homedir(), '.config')
}
