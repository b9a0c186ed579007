import { Message, type MessageBus } from 'dbus-next'

/** One object of another program on the bus. Needs no introspection data, which Electron's objects do not give. */
export class RemoteObject {
  readonly #bus: MessageBus
  readonly #destination: string
  readonly #path: string
  readonly #interfaceName: string

  constructor(bus: MessageBus, destination: string, path: string, interfaceName: string) {
    this.#bus = bus
    this.#destination = destination
    this.#path = path
    this.#interfaceName = interfaceName
  }

  /** Calls a method whose arguments have `signature`; gives the values of its answer. Errors: the other program's. */
  async call(member: string, signature = '', body: unknown[] = [], interfaceName = this.#interfaceName) {
    const reply = await this.#bus.call(
      new Message({
        destination: this.#destination,
        path: this.#path,
        interface: interfaceName,
        member,
        signature,
        body,
      }),
    )
    return reply?.body ?? []
  }

  /** Reads a property, out of its variant. */
  async get<T>(property: string): Promise<T> {
    const [variant] = await this.call('Get', 'ss', [this.#interfaceName, property], 'org.freedesktop.DBus.Properties')
    return variant.value
  }
}

/** Asks the bus to deliver the signals of an interface to this connection's 'message' event. */
export async function subscribe(bus: MessageBus, interfaceName: string): Promise<void> {
  const busItself = new RemoteObject(bus, 'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus')
  await busItself.call('AddMatch', 's', [`type='signal',interface='${interfaceName}'`])
}

/** Leaves the bus. What arrives all the same is answered by nobody: dbus-next would write to the closed stream, and throw. */
export function hangUp(bus: MessageBus): void {
  bus.send = () => undefined
  bus.disconnect()
}
