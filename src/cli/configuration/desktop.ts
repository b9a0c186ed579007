import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Connection } from '../../core/supabase/connection.ts'
import { unpackHandover } from '../../node/handover.ts'
import { appDataFolder } from '../../node/own-places.ts'
import { askKeychain } from './ask-keychain.ts'
import { ConfigurationError, type ConfigurationFault } from './configuration.ts'
import type { Variables } from './variables.ts'

/**
 * The connection that this user's desktop app hands over in the system's keychain. Rejects with a `ConfigurationError`: `nothing`
 * if there is no sign of the app either, or a kind of `desktop-…`.
 */
export async function connectionOfDesktop(environment: Variables): Promise<Connection> {
  if ((await permissionOfApp(environment)) === 'denied') throw new ConfigurationError({ kind: 'desktop-not-allowed' })
  const answer = await askKeychain(environment, { verb: 'read' })
  // A person's no takes effect at once, even while the keychain is asked, or before the handover is removed from it.
  const permission = await permissionOfApp(environment)
  const isFound = answer.kind === 'found'
  if (permission === 'denied' || (isFound && permission === 'unreadable')) {
    throw new ConfigurationError({ kind: 'desktop-not-allowed' })
  }
  if (!isFound) throw new ConfigurationError(faultOf(answer.kind, permission === 'given'))
  const handover = unpackHandover(Buffer.from(answer.secret, 'base64'))
  if (handover === null) throw new ConfigurationError({ kind: 'desktop-not-understood' })
  return handover
}

function faultOf(
  kind: 'absent' | 'none' | 'silent' | 'locked' | 'too-long' | 'refused',
  isAppSetUp: boolean,
): ConfigurationFault {
  // A locked keychain is assumed to hold the handover.
  if (kind === 'locked') return { kind: 'desktop-locked' }
  if (!isAppSetUp) return { kind: 'nothing' }
  if (kind === 'silent') return { kind: 'desktop-silent' }
  if (kind === 'absent') return { kind: 'desktop-not-allowed' }
  return { kind: kind === 'none' ? 'desktop-no-keychain' : 'desktop-refused' }
}

/** The permission in the app's settings, which are no secret, for the command line; `no-app`: there are no settings here. */
async function permissionOfApp(environment: Variables): Promise<'given' | 'denied' | 'unreadable' | 'no-app'> {
  try {
    const content = await readFile(
      join(
        appDataFolder({ platform: process.platform, env: environment as NodeJS.ProcessEnv }),
        'Gazelle Keeper',
        'settings.json',
      ),
      'utf8',
    )
    const { handsToCommandLine, owesHandoverRemoval } = Object(JSON.parse(content))
    return handsToCommandLine === true && owesHandoverRemoval !== true ? 'given' : 'denied'
  } catch (error) {
    if (error instanceof SyntaxError) return 'denied'
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'no-app' : 'unreadable'
  }
}
