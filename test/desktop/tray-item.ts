import type { EventEmitter } from 'node:events'
import { type MessageBus, Variant } from 'dbus-next'
import { encodePng } from './png.ts'
import { RemoteObject } from './remote-object.ts'
import { findEntry, type LayoutNode, readLayout, type TrayMenuEntry } from './tray-menu.ts'
import { waitUntil } from './wait-until.ts'

export const itemInterface = 'org.kde.StatusNotifierItem'
export const menuInterface = 'com.canonical.dbusmenu'

/** One tray icon, as the panel of a desktop sees it. */
export class TrayItem {
  readonly busName: string
  readonly #bus: MessageBus
  readonly #changes: EventEmitter
  readonly #item: RemoteObject

  /** `changes` emits 'changed' whenever some tray icon or tray menu announces a change. */
  constructor(bus: MessageBus, busName: string, changes: EventEmitter) {
    this.busName = busName
    this.#bus = bus
    this.#changes = changes
    this.#item = new RemoteObject(bus, busName, '/StatusNotifierItem', itemInterface)
  }

  /** `Active`, `Passive` or `NeedsAttention`. */
  status(): Promise<string> {
    return this.#item.get('Status')
  }

  /** The text beside the pointer. Electron sends it as the tooltip's title. */
  async toolTip(): Promise<string> {
    const [, , title] = await this.#item.get<[string, unknown[], string, string]>('ToolTip')
    return title
  }

  /** The largest of the icon's pictures, as a PNG. Throws when it has none. */
  async icon(): Promise<Buffer> {
    const pictures = await this.#item.get<[number, number, Buffer][]>('IconPixmap')
    const [largest] = pictures.toSorted(([a], [b]) => b - a)
    if (!largest) throw new Error('the tray icon has no picture')
    const [width, height, argb] = largest
    return encodePng(width, height, toRgba(argb))
  }

  /** The menu as it is now. */
  async menu(): Promise<TrayMenuEntry[]> {
    const [, root] = await (await this.#menuObject()).call('GetLayout', 'iias', [0, -1, []])
    return readLayout(root as LayoutNode)
  }

  /** Clicks the icon with the left button. */
  async activate(): Promise<void> {
    await this.#item.call('Activate', 'ii', [0, 0])
  }

  /** Clicks a line of the menu, on any level. Throws when there is none with this label, or it cannot be clicked. */
  async clickMenu(label: string): Promise<void> {
    const entries = await this.menu()
    const entry = findEntry(entries, label)
    if (!entry) throw new Error(`no "${label}" in the tray menu: ${JSON.stringify(entries)}`)
    if (!entry.enabled || !entry.visible) throw new Error(`"${label}" in the tray menu cannot be clicked`)
    try {
      await (await this.#menuObject()).call('Event', 'isvu', [entry.id, 'clicked', new Variant('s', ''), 0])
    } catch (error) {
      // The app has drawn its menu anew between the two: a person would see that, and click again.
      if (findEntry(await this.menu(), label)?.id === entry.id) throw error
      await this.clickMenu(label)
    }
  }

  /** Resolves with the tooltip once it fits. Throws after half a minute, with the last one seen. */
  waitForToolTip(fits: (text: string) => boolean): Promise<string> {
    return this.#waitFor(() => this.toolTip(), fits, 'a tray tooltip that fits')
  }

  /** Resolves with the menu once it fits. Throws after half a minute, with the last one seen. */
  waitForMenu(fits: (entries: TrayMenuEntry[]) => boolean): Promise<TrayMenuEntry[]> {
    return this.#waitFor(() => this.menu(), fits, 'a tray menu that fits')
  }

  /** Resolves with the icon's PNG once it fits, e.g. once it differs from an earlier one. Throws after half a minute. */
  waitForIcon(fits: (png: Buffer) => boolean): Promise<Buffer> {
    return this.#waitFor(() => this.icon(), fits, 'a tray icon that fits')
  }

  #waitFor<T>(read: () => Promise<T>, fits: (value: T) => boolean, what: string): Promise<T> {
    let last: T | undefined
    const look = async () => {
      last = await read()
      return fits(last) ? last : undefined
    }
    return waitUntil(this.#changes, look, what, () => (Buffer.isBuffer(last) ? 'another' : last))
  }

  async #menuObject(): Promise<RemoteObject> {
    return new RemoteObject(this.#bus, this.busName, await this.#item.get<string>('Menu'), menuInterface)
  }
}

/** Tray pictures come as alpha, red, green, blue. */
function toRgba(argb: Buffer): Buffer {
  const rgba = Buffer.alloc(argb.length)
  for (let at = 0; at < argb.length; at += 4) {
    argb.copy(rgba, at, at + 1, at + 4)
    rgba[at + 3] = argb[at] ?? 0
  }
  return rgba
}
