import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type MessageBus, sessionBus } from 'dbus-next'
import { firstLine, type Service, startService } from '../../scripts/desktop/service.ts'
import { RemoteObject } from '../desktop/remote-object.ts'
import { TrayItem } from '../desktop/tray-item.ts'

const watcherName = 'org.kde.StatusNotifierWatcher'

/** A panel or a notification daemon that can be stopped, frozen and replaced. */
export class ShellPart {
  readonly #part: 'tray' | 'notifications'
  readonly #env: Record<string, string>
  readonly #onLine: (line: string) => void
  #running: Service | null = null

  constructor(part: 'tray' | 'notifications', env: Record<string, string>, onLine: (line: string) => void = () => {}) {
    this.#part = part
    this.#env = env
    this.#onLine = onLine
  }

  async start(): Promise<void> {
    const bus = this.#env['DBUS_SESSION_BUS_ADDRESS'] ?? ''
    const program = join(import.meta.dirname, 'stand-in.ts')
    this.#running = await startService(
      [process.execPath, program, this.#part, bus],
      this.#env,
      ['ignore', 'pipe', 'pipe'],
      async (child) => {
        await firstLine(child.stdout)
        if (child.stdout) createInterface({ input: child.stdout }).on('line', this.#onLine)
      },
    )
  }

  async stop(): Promise<void> {
    this.thaw()
    await this.#running?.stop()
    this.#running = null
  }

  freeze(): void {
    this.#running?.process.kill('SIGSTOP')
  }

  thaw(): void {
    this.#running?.process.kill('SIGCONT')
  }
}

/** The panel's tray: the app's icon, to be clicked and read. */
export class Tray {
  readonly #bus: MessageBus

  constructor(busAddress: string) {
    this.#bus = sessionBus({ busAddress })
  }

  /** The newest icon; null if there is none, or no panel. */
  async item(): Promise<TrayItem | null> {
    const watcher = new RemoteObject(this.#bus, watcherName, '/StatusNotifierWatcher', watcherName)
    const items = await watcher.get<string[]>('RegisteredStatusNotifierItems').catch(() => [])
    const name = items.at(-1)
    return name === undefined ? null : new TrayItem(this.#bus, name, new EventEmitter())
  }

  close(): void {
    this.#bus.disconnect()
  }
}
