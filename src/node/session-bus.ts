import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'
import { type BusCall, messageOf, readMessage } from './bus-message.ts'

export interface BusSignal {
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly body: readonly unknown[]
}

/** A program on the bus answered with an error, or none can any more; the text is the error's D-Bus name. */
export class BusError extends Error {
  override readonly name = 'BusError'
}

const busItself = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
}

/** Where the session bus listens, as a path that Node can connect to; null: there is none here. */
export function sessionBusPath(env: NodeJS.ProcessEnv = process.env): string | null {
  const { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: folder } = env
  if (address === undefined || address === '') return folder ? join(folder, 'bus') : null
  for (const each of address.split(';')) {
    const [, kind, path] = /^unix:(?:.*,)?(path|abstract)=([^,]+)/.exec(each) ?? []
    if (path !== undefined) return `${kind === 'abstract' ? '\0' : ''}${decodeURIComponent(path)}`
  }
  return null
}

/**
 * A connection to the session bus of Linux's desktops. It only asks and listens. Callers set their own time limit: a frozen
 * program never answers.
 */
export class SessionBus {
  /** Resolves once the bus is gone. */
  readonly gone: Promise<void>
  readonly #socket: Socket
  readonly #answers = new Map<number, { resolve: (body: unknown[]) => void; reject: (error: Error) => void }>()
  readonly #readers = new Set<(signal: BusSignal) => void>()
  #serial = 0
  #received: Buffer = Buffer.alloc(0)

  private constructor(socket: Socket) {
    this.#socket = socket
    this.gone = new Promise((resolve) => {
      socket.once('close', () => {
        for (const { reject } of this.#answers.values()) reject(new BusError('org.freedesktop.DBus.Error.Disconnected'))
        this.#answers.clear()
        resolve()
      })
    })
  }

  /** Rejects where nobody listens there, lets this user in, or answers before `signal` is aborted. */
  static async connect(path: string, signal: AbortSignal): Promise<SessionBus> {
    const socket = connect(path)
    // Waiting callers hear of an error otherwise; without any, it must not end the app.
    socket.on('error', () => undefined)
    const end = () => void socket.destroy(new Error('The session bus does not answer.'))
    signal.addEventListener('abort', end)
    try {
      await once(socket, 'connect', { signal })
      await signIn(socket)
      const bus = new SessionBus(socket)
      socket.on('data', (data: Buffer) => {
        try {
          bus.#receive(data)
        } catch {
          // After bytes that are not a message, nothing can be read.
          socket.destroy()
        }
      })
      await bus.call({ ...busItself, member: 'Hello' })
      return bus
    } catch (error) {
      socket.destroy()
      throw error
    } finally {
      signal.removeEventListener('abort', end)
    }
  }

  /** Gives the values of the answer. Rejects with a `BusError`; stays open where none comes. */
  call(call: BusCall): Promise<unknown[]> {
    const serial = ++this.#serial
    return new Promise((resolve, reject) => {
      this.#answers.set(serial, { resolve, reject })
      this.#socket.write(messageOf(serial, call))
    })
  }

  /** As `call`, of the bus itself. */
  ask(member: string, signature = '', body: readonly unknown[] = []): Promise<unknown[]> {
    return this.call({ ...busItself, member, signature, body })
  }

  /** Calls `reader` with every signal that matches the rule from now on. */
  async listen(rule: string, reader: (signal: BusSignal) => void): Promise<void> {
    this.#readers.add(reader)
    await this.ask('AddMatch', 's', [`type='signal',${rule}`])
  }

  close(): void {
    this.#socket.destroy()
  }

  #receive(data: Buffer): void {
    this.#received = Buffer.concat([this.#received, data])
    for (;;) {
      const message = readMessage(this.#received)
      if (message === null) return
      this.#received = this.#received.subarray(message.length)
      if (message.kind === 'signal') for (const reader of this.#readers) reader(message)
      const answer = this.#answers.get(message.replyTo)
      if (answer === undefined) continue
      this.#answers.delete(message.replyTo)
      if (message.kind === 'error') answer.reject(new BusError(message.error))
      else answer.resolve(message.body)
    }
  }
}

/** The bus knows who is there by the socket itself. */
async function signIn(socket: Socket): Promise<void> {
  const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
  socket.write(`\0AUTH EXTERNAL ${user}\r\n`)
  const decoder = new StringDecoder('latin1')
  let said = ''
  while (!said.endsWith('\r\n')) {
    const [data] = (await once(socket, 'data')) as [Buffer]
    said += decoder.write(data)
  }
  if (!said.startsWith('OK ')) throw new Error('The session bus does not let this user in.')
  socket.write('BEGIN\r\n')
}
