import type { Rectangle } from 'electron'
import { Observed } from '../../core/base/observed.ts'
import type { BusObject, DesktopBus } from './desktop-bus.ts'

const watcher: BusObject = {
  name: 'org.kde.StatusNotifierWatcher',
  path: '/StatusNotifierWatcher',
  interface: 'org.kde.StatusNotifierWatcher',
}

/** A panel that has not announced itself by then counts as showing no icons for now. */
const patienceMilliseconds = 3000

/**
 * Whether the desktop shows tray icons: always on macOS and Windows; on Linux while a StatusNotifierWatcher on the session bus
 * answers that a host is registered with it. Electron does not tell, and keeps an icon that nobody sees. This follows panels that
 * come late, go, or are replaced.
 */
export class TrayHost {
  /** Null until known. Each new panel sets it to true, even if it was true. */
  readonly isThere: Observed<boolean | null>
  /** Where the app's icon is, in screen coordinates: the icon says so once it is there. Zeros on Linux, which does not tell. */
  iconPlace: () => Rectangle = () => ({ x: 0, y: 0, width: 0, height: 0 })
  readonly #bus: Promise<DesktopBus> | null
  /** Counts the questions: an answer to an older one is void. */
  #asked = 0

  /** `bus` is null where there is always a tray. */
  constructor(bus: Promise<DesktopBus> | null) {
    this.#bus = bus
    this.isThere = new Observed<boolean | null>(bus === null ? true : null)
    if (bus === null) return
    this.#follow(bus).catch(() => this.isThere.set(false))
    setTimeout(() => this.isThere.value ?? this.isThere.set(false), patienceMilliseconds)
  }

  /** Resolves as soon as it is known, after three seconds at most. */
  async known(): Promise<boolean> {
    if (this.isThere.value !== null) return this.isThere.value
    return await new Promise((resolve) => {
      const stop = this.isThere.subscribe((isThere) => {
        stop()
        resolve(isThere === true)
      })
    })
  }

  /** A click on the icon proves that there is a tray, of the older kind that has no watcher. */
  prove(): void {
    if (this.isThere.value !== true) this.isThere.set(true)
  }

  /** Whether the panel has an icon of this process. Waits for a panel that has frozen. Errors: no panel is there. */
  async hasIconOf(processId: number): Promise<boolean> {
    const bus = await this.#bus
    if (bus === null) return true
    const items = (await bus.get(watcher, 'RegisteredStatusNotifierItems')) as readonly string[]
    const owners = await Promise.all(items.map((item) => ownerOf(item, bus)))
    return owners.includes(processId) || owners.includes('unknown')
  }

  async #follow(pending: Promise<DesktopBus>): Promise<void> {
    const bus = await pending
    await bus.onSignal(watcher.interface, ({ member }) => {
      if (member.startsWith('StatusNotifierHost')) void this.#ask(bus)
    })
    await bus.followOwner(watcher.name, (isOwned) => {
      if (isOwned) return void this.#ask(bus)
      this.#asked++
      this.isThere.set(false)
    })
  }

  async #ask(bus: DesktopBus): Promise<void> {
    this.#asked++
    const question = this.#asked
    // The panel before this one is gone.
    if (this.isThere.value === true) this.isThere.set(false)
    const answer = await bus.get(watcher, 'IsStatusNotifierHostRegistered').catch(() => false)
    if (question === this.#asked) this.isThere.set(answer === true)
  }
}

/**
 * The process behind an item, which watchers write as its connection with or without its path (":1.7", ":1.7/Path",
 * ":1.7@/Path"); null if it has gone, `unknown` if the watcher writes it otherwise.
 */
async function ownerOf(item: string, bus: DesktopBus): Promise<unknown> {
  const [connection] = item.split(/[/@]/)
  if (!connection?.includes('.')) return 'unknown'
  return await bus.processOf(connection).catch(() => null)
}
