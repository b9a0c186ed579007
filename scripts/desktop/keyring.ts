import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { type Service, startService } from './service.ts'
import { nameIsOwned } from './session-bus.ts'

/**
 * Starts a Secret Service on the bus at `busAddress`, with a keyring in the XDG_DATA_HOME of `env`, unlocked by a random
 * password: a locked one would make every application wait for a prompt. To find the keyring again later, give a password.
 * Errors: as `startService`.
 */
export async function startKeyring(
  busAddress: string,
  env: Record<string, string>,
  password: string = randomUUID(),
): Promise<Service> {
  const controlFolder = join(env['XDG_RUNTIME_DIR'] ?? '', 'keyring')
  return await startService(
    [
      'gnome-keyring-daemon',
      '--foreground',
      '--unlock',
      '--components=secrets',
      `--control-directory=${controlFolder}`,
    ],
    env,
    ['pipe', 'ignore', 'pipe'],
    async (child) => {
      child.stdin?.end(password)
      await nameIsOwned(busAddress, 'org.freedesktop.secrets')
    },
  )
}
