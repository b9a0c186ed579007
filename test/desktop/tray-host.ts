import { EventEmitter } from 'node:events'
import {
  interface as dbusInterface,
  type Message,
  type MessageBus,
  NameFlag,
  RequestNameReply,
  sessionBus,
} from 'dbus-next'
import { hangUp, subscribe } from './remote-object.ts'
import { itemInterface, menuInterface, TrayItem } from './tray-item.ts'
import { waitUntil } from './wait-until.ts'

const watcherName = 'org.kde.StatusNotifierWatcher'
const watcherPath = '/StatusNotifierWatcher'

/** The part of a desktop's panel that tray icons live in. Start it before the application. */
export class TrayHost {
  readonly #bus: MessageBus
  readonly #changes = new EventEmitter()
  readonly #watcher = new WatcherInterface(this.#changes)

  private constructor(bus: MessageBus) {
    this.#bus = bus
  }

  /** Claims the tray on the bus at `busAddress`. Throws when somebody else has it. */
  static async start(busAddress: string): Promise<TrayHost> {
    const host = new TrayHost(sessionBus({ busAddress }))
    host.#bus.export(watcherPath, host.#watcher)
    const reply = await host.#bus.requestName(watcherName, NameFlag.DO_NOT_QUEUE)
    if (reply !== RequestNameReply.PRIMARY_OWNER) throw new Error(`${watcherName} is taken on this bus`)

    host.#bus.on('message', (message) => host.#onMessage(message))
    for (const name of [itemInterface, menuInterface, 'org.freedesktop.DBus']) await subscribe(host.#bus, name)
    return host
  }

  /** Resolves with the tray icon, or the newest of several, there already or later. Throws after half a minute. */
  waitForItem(): Promise<TrayItem> {
    const newest = () => {
      const busName = this.#watcher.items.at(-1)
      return busName === undefined ? undefined : new TrayItem(this.#bus, busName, this.#changes)
    }
    return waitUntil(this.#changes, newest, 'a tray icon', () => this.#watcher.items)
  }

  /** Resolves once no tray icon is left. Throws after half a minute. */
  async waitForNoItem(): Promise<void> {
    const none = () => this.#watcher.items.length === 0 || undefined
    await waitUntil(this.#changes, none, 'the tray to be empty', () => this.#watcher.items)
  }

  stop(): void {
    hangUp(this.#bus)
  }

  #onMessage({ interface: interfaceName, member, body }: Message): void {
    if (interfaceName === itemInterface || interfaceName === menuInterface) this.#changes.emit('changed')
    if (member === 'NameOwnerChanged' && body[2] === '') this.#watcher.forget(body[0])
  }
}

/** The D-Bus side. Member names are the specification's. */
class WatcherInterface extends dbusInterface.Interface {
  items: string[] = []
  readonly #changes: EventEmitter

  constructor(changes: EventEmitter) {
    super(watcherName)
    this.#changes = changes
  }

  get RegisteredStatusNotifierItems(): string[] {
    return this.items
  }

  get IsStatusNotifierHostRegistered(): boolean {
    return true
  }

  get ProtocolVersion(): number {
    return 0
  }

  RegisterStatusNotifierItem(busName: string): void {
    this.items.push(busName)
    this.StatusNotifierItemRegistered(busName)
    this.#changes.emit('changed')
  }

  RegisterStatusNotifierHost(): void {}

  StatusNotifierItemRegistered(busName: string): string {
    return busName
  }

  StatusNotifierItemUnregistered(busName: string): string {
    return busName
  }

  forget(busName: string): void {
    if (!this.items.includes(busName)) return
    this.items = this.items.filter((item) => item !== busName)
    this.StatusNotifierItemUnregistered(busName)
    this.#changes.emit('changed')
  }
}

const readable = { access: 'read' as const }

WatcherInterface.configureMembers({
  methods: {
    RegisterStatusNotifierItem: { inSignature: 's' },
    RegisterStatusNotifierHost: { inSignature: 's' },
  },
  properties: {
    RegisteredStatusNotifierItems: { signature: 'as', ...readable },
    IsStatusNotifierHostRegistered: { signature: 'b', ...readable },
    ProtocolVersion: { signature: 'i', ...readable },
  },
  signals: {
    StatusNotifierItemRegistered: { signature: 's' },
    StatusNotifierItemUnregistered: { signature: 's' },
  },
})
