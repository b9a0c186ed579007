import { EventEmitter } from 'node:events'
import {
  interface as dbusInterface,
  type MessageBus,
  NameFlag,
  RequestNameReply,
  sessionBus,
  type Variant,
} from 'dbus-next'
import { hangUp } from './remote-object.ts'
import { waitUntil } from './wait-until.ts'

const busName = 'org.freedesktop.Notifications'
const path = '/org/freedesktop/Notifications'

/** One notification as an application sent it. `replaces` is the id it took over, or 0. */
export type ShownNotification = {
  id: number
  replaces: number
  appName: string
  icon: string
  summary: string
  body: string
  actions: { key: string; label: string }[]
  hints: Record<string, unknown>
}

/** A notification daemon that shows nothing and remembers everything. Start it before the application. */
export class NotificationDaemon {
  /** Every notification sent so far, in order, also those closed since. */
  readonly shown: ShownNotification[] = []
  readonly #bus: MessageBus
  readonly #changes = new EventEmitter()
  readonly #service = new NotificationsInterface(this.shown, this.#changes)

  private constructor(bus: MessageBus) {
    this.#bus = bus
  }

  /** Claims the notification service on the bus at `busAddress`. Throws when somebody else has it. */
  static async start(busAddress: string): Promise<NotificationDaemon> {
    const daemon = new NotificationDaemon(sessionBus({ busAddress }))
    daemon.#bus.export(path, daemon.#service)
    const reply = await daemon.#bus.requestName(busName, NameFlag.DO_NOT_QUEUE)
    if (reply !== RequestNameReply.PRIMARY_OWNER) throw new Error(`${busName} is taken on this bus`)
    return daemon
  }

  /** Resolves with the first notification that fits, sent already or later. Throws after half a minute. */
  waitFor(fits: (notification: ShownNotification) => boolean): Promise<ShownNotification> {
    return waitUntil(
      this.#changes,
      () => this.shown.find(fits),
      'a notification that fits',
      () => this.shown,
    )
  }

  /** Clicks the notification itself, or one of its buttons by key. As on a real desktop it is gone afterwards. */
  click(id: number, actionKey = 'default'): void {
    this.#service.ActionInvoked(id, actionKey)
    this.close(id)
  }

  /** Closes the notification as a person does who waves it away. */
  close(id: number): void {
    this.#service.NotificationClosed(id, dismissedByPerson)
  }

  /** Answers nothing from now on, as a daemon that has frozen; what it is sent waits for `thaw`. */
  freeze(): void {
    this.#service.freeze()
  }

  thaw(): void {
    this.#service.thaw()
  }

  stop(): void {
    hangUp(this.#bus)
  }
}

const dismissedByPerson = 2
const closedByCall = 3

/** The D-Bus side. Member names are the specification's. */
class NotificationsInterface extends dbusInterface.Interface {
  readonly #shown: ShownNotification[]
  readonly #changes: EventEmitter
  #lastId = 0
  #isThawed = Promise.resolve()
  #thaw = () => {}

  constructor(shown: ShownNotification[], changes: EventEmitter) {
    super(busName)
    this.#shown = shown
    this.#changes = changes
  }

  freeze(): void {
    this.#isThawed = new Promise((resolve) => {
      this.#thaw = resolve
    })
  }

  thaw(): void {
    this.#thaw()
  }

  async Notify(
    appName: string,
    replaces: number,
    icon: string,
    summary: string,
    body: string,
    actionWords: string[],
    hintVariants: Record<string, Variant>,
  ): Promise<number> {
    await this.#isThawed
    const id = replaces || ++this.#lastId
    const hints = Object.fromEntries(Object.entries(hintVariants).map(([name, variant]) => [name, variant.value]))
    // Once the answer is under way: nobody clicks what the application does not know the number of.
    setImmediate(() => {
      this.#shown.push({ id, replaces, appName, icon, summary, body, actions: inPairs(actionWords), hints })
      this.#changes.emit('changed')
    })
    return id
  }

  CloseNotification(id: number): void {
    this.NotificationClosed(id, closedByCall)
  }

  async GetCapabilities(): Promise<string[]> {
    await this.#isThawed
    return ['actions', 'body', 'body-markup', 'persistence']
  }

  GetServerInformation(): string[] {
    return ['Recording notification daemon', 'Gazelle Keeper', '1', '1.2']
  }

  ActionInvoked(id: number, key: string): [number, string] {
    return [id, key]
  }

  NotificationClosed(id: number, reason: number): [number, number] {
    return [id, reason]
  }
}

NotificationsInterface.configureMembers({
  methods: {
    Notify: { inSignature: 'susssasa{sv}i', outSignature: 'u' },
    CloseNotification: { inSignature: 'u' },
    GetCapabilities: { outSignature: 'as' },
    GetServerInformation: { outSignature: 'ssss' },
  },
  signals: { ActionInvoked: { signature: 'us' }, NotificationClosed: { signature: 'uu' } },
})

function inPairs(words: string[]): { key: string; label: string }[] {
  return words.flatMap((key, at) => (at % 2 === 0 ? [{ key, label: words[at + 1] ?? '' }] : []))
}
