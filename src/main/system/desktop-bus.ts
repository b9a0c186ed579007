import type { Message, MessageBus, Variant } from '@jellybrick/dbus-next'

/** An object of a program on the bus, with one of its interfaces. */
export interface BusObject {
  readonly name: string
  readonly path: string
  readonly interface: string
}

export interface DesktopSignal {
  readonly member: string
  readonly body: readonly unknown[]
}

const busItself: BusObject = {
  name: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
}

type Library = Pick<typeof import('@jellybrick/dbus-next'), 'Message' | 'Variant'>

/** D-Bus Specification, "Message Types". */
const signalType = 4

/**
 * The session bus of a Linux desktop. Its library is JavaScript from the socket up, so that a frozen program leaves a promise
 * open and blocks nothing. Answers have no time limit: one comes when the program goes on, and if the program ends, the bus
 * itself answers with an error.
 */
export class DesktopBus {
  readonly #bus: MessageBus
  readonly #library: Library

  private constructor(bus: MessageBus, library: Library) {
    this.#bus = bus
    this.#library = library
  }

  /** Errors: there is no such bus, or it does not admit this program. */
  static async connect(): Promise<DesktopBus> {
    // Loaded on Linux only, and after everything that the app's start needs.
    const library = await import('@jellybrick/dbus-next')
    const bus = library.sessionBus()
    await new Promise<void>((resolve, reject) => {
      bus.once('connect', resolve)
      // Keep this listener: without one a later error would end the app.
      bus.on('error', reject)
    })
    return new DesktopBus(bus, library)
  }

  /**
   * Calls a method whose arguments have `signature`; returns the values of its answer. Errors: the other program's own, or that
   * it is not there.
   */
  async call(object: BusObject, member: string, signature = '', body: unknown[] = []): Promise<readonly unknown[]> {
    const { name: destination, path } = object
    const message = { destination, path, interface: object.interface, member, signature, body }
    const reply = await this.#bus.call(new this.#library.Message(message))
    return reply?.body ?? []
  }

  /** Reads a property. Errors: as `call`. */
  async get(object: BusObject, property: string): Promise<unknown> {
    const properties = { ...object, interface: 'org.freedesktop.DBus.Properties' }
    const [variant] = await this.call(properties, 'Get', 'ss', [object.interface, property])
    return (variant as { value: unknown } | undefined)?.value
  }

  /** A value together with its type, as an argument of the type `v`. */
  variant(signature: string, value: unknown): Variant {
    return new this.#library.Variant(signature, value)
  }

  /** Calls `hear` at each signal of an interface, from any sender. Errors: as `call`. */
  async onSignal(interfaceName: string, hear: (signal: DesktopSignal) => void): Promise<void> {
    this.#bus.on('message', (message: Message) => {
      if (message.type === signalType && message.interface === interfaceName) hear(message)
    })
    await this.call(busItself, 'AddMatch', 's', [`type='signal',interface='${interfaceName}'`])
  }

  /**
   * Calls `hear` with whether any program owns the well-known name: now, and whenever the name changes owner. Errors: as `call`.
   */
  async followOwner(name: string, hear: (isOwned: boolean) => void): Promise<void> {
    let hasChanged = false
    this.#bus.on('message', ({ member, sender, body }: Message) => {
      if (member !== 'NameOwnerChanged' || sender !== busItself.name || body[0] !== name) return
      hasChanged = true
      hear(body[2] !== '')
    })
    const rule = `type='signal',sender='${busItself.name}',member='NameOwnerChanged',arg0='${name}'`
    await this.call(busItself, 'AddMatch', 's', [rule])
    const [isOwned] = await this.call(busItself, 'NameHasOwner', 's', [name])
    if (!hasChanged) hear(isOwned === true)
  }

  /** The id of the process behind a connection, by its name on the bus. Errors: there is none. */
  async processOf(connection: string): Promise<unknown> {
    const [id] = await this.call(busItself, 'GetConnectionUnixProcessID', 's', [connection])
    return id
  }
}
