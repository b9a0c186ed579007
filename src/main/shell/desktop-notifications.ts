import type { BusObject, DesktopBus } from '../system/desktop-bus.ts'
import type { Fate, Notifications, NotificationText } from './notifications.ts'

const daemon: BusObject = {
  name: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
}

const noIcon = ''
const replacesNone = 0
const urgencies = { normal: 1, critical: 2 }
/** The daemon decides how long it shows the notification. */
const defaultTimeout = -1
const noTimeout = 0

/** A signal of the daemon about the notification with that number. */
interface Heard {
  readonly id: number
  readonly member: string
  readonly word: unknown
}

export interface NotificationSender {
  readonly appName: string
  /** The name of the program's desktop entry, by which the desktop finds its icon and its settings; null if unknown. */
  readonly desktopEntry: string | null
  readonly processId: number
}

/**
 * The notifications of a Linux desktop (Desktop Notifications Specification 1.2). Electron sends the same through libnotify,
 * which waits up to 25 seconds for each answer and holds the app up meanwhile. Nothing waits here: a frozen daemon answers when
 * it goes on, or never. A call starts the daemon if the desktop can.
 */
export class DesktopNotifications implements Notifications {
  readonly #bus: Promise<DesktopBus>
  readonly #sender: NotificationSender
  /** The listeners for the notifications that the daemon has taken, by its number. */
  readonly #taken = new Map<number, (fate: Fate) => void>()
  readonly #arrivals = new Set<() => void>()
  /** How many notifications the daemon has not answered yet; a signal meanwhile may be about one of them. */
  #unanswered = 0
  #early: Heard[] = []

  constructor(bus: Promise<DesktopBus>, sender: NotificationSender) {
    this.#bus = bus
    this.#sender = sender
    // Without a bus, no daemon can come.
    void this.#listen().catch(() => undefined)
  }

  show(text: NotificationText, hear: (fate: Fate) => void): () => void {
    let isWithdrawn = false
    let id: number | null = null
    const withdraw = () => {
      isWithdrawn = true
      if (id !== null) this.#takeAway(id)
    }
    this.#unanswered++
    this.#send(text, () => isWithdrawn)
      .then(
        (number) => {
          if (number === null) return
          id = number
          if (isWithdrawn) return this.#takeAway(number)
          this.#taken.set(number, hear)
          hear('shown')
          for (const heard of this.#early) if (heard.id === number) this.#hear(heard)
        },
        () => isWithdrawn || hear('failed'),
      )
      .finally(() => {
        this.#unanswered--
        if (this.#unanswered === 0) this.#early = []
      })
    return withdraw
  }

  onArrival(listener: () => void): void {
    this.#arrivals.add(listener)
  }

  async #listen(): Promise<void> {
    const bus = await this.#bus
    await bus.onSignal(daemon.interface, ({ member, body: [id, word] }) => {
      const heard = { id: Number(id), member, word }
      // A quick click may overtake the answer with the number.
      if (this.#unanswered > 0 && !this.#taken.has(heard.id)) this.#early.push(heard)
      else this.#hear(heard)
    })
    let isFirst = true
    await bus.followOwner(daemon.name, (isOwned) => {
      // A daemon's numbers end with it.
      if (!isFirst) this.#taken.clear()
      if (!isFirst && isOwned) for (const listener of this.#arrivals) listener()
      isFirst = false
    })
  }

  #hear({ id, member, word }: Heard): void {
    const hear = this.#taken.get(id)
    if (member === 'NotificationClosed') this.#taken.delete(id)
    if (member === 'ActionInvoked') hear?.(word === 'default' ? 'clicked' : 'button')
  }

  /** Gives the daemon's number, or null if the notification was withdrawn before it was sent. Rejects if there is no daemon. */
  async #send(
    { title, body, click, button, isUrgent }: NotificationText,
    isGivenUp: () => boolean,
  ): Promise<number | null> {
    const bus = await this.#bus
    const [words] = await bus.call(daemon, 'GetCapabilities')
    if (isGivenUp()) return null
    const can = new Set(words as string[])
    const [id] = await bus.call(daemon, 'Notify', 'susssasa{sv}i', [
      this.#sender.appName,
      replacesNone,
      noIcon,
      title,
      can.has('body-markup') ? escaped(body) : body,
      can.has('actions') ? ['default', click, ...(button === null ? [] : ['button', button])] : [],
      hintsOf(bus, this.#sender, can, isUrgent ? urgencies.critical : urgencies.normal),
      isUrgent ? noTimeout : defaultTimeout,
    ])
    return Number(id)
  }

  #takeAway(id: number): void {
    this.#taken.delete(id)
    this.#bus.then((bus) => bus.call(daemon, 'CloseNotification', 'u', [id])).catch(() => undefined)
  }
}

function hintsOf(
  bus: DesktopBus,
  { desktopEntry, processId }: NotificationSender,
  can: ReadonlySet<string>,
  urgency: number,
) {
  const append = ['append', 'x-canonical-append'].find((capability) => can.has(capability))
  return {
    urgency: bus.variant('y', urgency),
    'sender-pid': bus.variant('x', BigInt(processId)),
    ...(desktopEntry === null ? {} : { 'desktop-entry': bus.variant('s', desktopEntry) }),
    ...(append === undefined ? {} : { [append]: bus.variant('s', 'true') }),
  }
}

/** Escapes a text for a daemon that reads the body as markup. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
