import { randomUUID } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type MessageBus, sessionBus, Variant } from 'dbus-next'
import { startKeyring } from '../../scripts/desktop/keyring.ts'
import type { Service } from '../../scripts/desktop/service.ts'
import { hangUp, RemoteObject } from './remote-object.ts'

const secrets = 'org.freedesktop.secrets'
const root = '/org/freedesktop/secrets'
const collection = `${root}/collection/login`

/** A real GNOME Keyring on a test's own desktop, that the test can stop, lock, freeze and replace. */
export class Keyring {
  readonly #env: Record<string, string>
  readonly #bus: MessageBus
  #password = randomUUID()
  #daemon: Service | null = null

  private constructor(env: Record<string, string>) {
    this.#env = env
    this.#bus = sessionBus({ busAddress: env['DBUS_SESSION_BUS_ADDRESS'] ?? '' })
  }

  /** Starts one, unlocked, on the desktop of this environment. */
  static async start(env: Record<string, string>): Promise<Keyring> {
    const keyring = new Keyring(env)
    await keyring.start()
    return keyring
  }

  /** Starts the daemon again, on the secrets that it had. */
  async start(): Promise<void> {
    this.#daemon = await startKeyring(this.#env['DBUS_SESSION_BUS_ADDRESS'] ?? '', this.#env, this.#password)
  }

  async stop(): Promise<void> {
    this.thaw()
    await this.#daemon?.stop()
    this.#daemon = null
  }

  /** Puts another keyring in its place, as on another computer; gives back the way to the first. */
  async replace(): Promise<() => Promise<void>> {
    const folder = join(this.#env['XDG_DATA_HOME'] ?? '', 'keyrings')
    const kept = `${folder}-${randomUUID()}`
    const password = this.#password
    await this.stop()
    await rename(folder, kept)
    this.#password = randomUUID()
    await this.start()
    return async () => {
      await this.stop()
      await rm(folder, { recursive: true })
      await rename(kept, folder)
      this.#password = password
      await this.start()
    }
  }

  freeze(): void {
    this.#daemon?.process.kill('SIGSTOP')
  }

  thaw(): void {
    this.#daemon?.process.kill('SIGCONT')
  }

  async lock(): Promise<void> {
    await this.#service('org.freedesktop.Secret.Service').call('Lock', 'ao', [[collection]])
  }

  /** As a person does who types the password at the prompt. */
  async unlock(): Promise<void> {
    const plain = new Variant('s', '')
    const [, session] = await this.#service('org.freedesktop.Secret.Service').call('OpenSession', 'sv', [
      'plain',
      plain,
    ])
    const password = [session, Buffer.alloc(0), Buffer.from(this.#password), 'text/plain']
    await this.#service('org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface').call(
      'UnlockWithMasterPassword',
      'o(oayays)',
      [collection, password],
    )
  }

  async close(): Promise<void> {
    await this.stop()
    hangUp(this.#bus)
  }

  #service(interfaceName: string): RemoteObject {
    return new RemoteObject(this.#bus, secrets, root, interfaceName)
  }
}
