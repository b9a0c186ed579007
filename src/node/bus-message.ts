/** A method of another program on the bus, and what it is called with: texts, numbers (`u`) and maps of texts (`a{ss}`). */
export interface BusCall {
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly signature?: string
  readonly body?: readonly unknown[]
}

/** A message from the bus: an answer, an error in its place, a signal, or a call, which is ignored here. */
export interface BusMessage {
  readonly kind: 'answer' | 'error' | 'signal' | 'call'
  /** In bytes, with its header. */
  readonly length: number
  readonly replyTo: number
  readonly error: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly body: unknown[]
}

const kinds = { 1: 'call', 2: 'answer', 3: 'error', 4: 'signal' } as const
/** The header's fields, by their numbers in the D-Bus specification. */
const field = { path: 1, interface: 2, member: 3, error: 4, replyTo: 5, destination: 6, signature: 8 } as const
const fixedHeaderBytes = 16

/** A method call as D-Bus carries it. */
export function messageOf(serial: number, call: BusCall): Buffer {
  const { signature = '', body = [] } = call
  const content = new Writer()
  content.all(signature, body)
  const header = new Writer()
  header.bytes('l'.charCodeAt(0), 1, 0, 1)
  header.u32(content.length)
  header.u32(serial)
  header.array(8, () => {
    const put = (code: number, type: string, value: string) => {
      header.align(8)
      header.bytes(code)
      header.signature(type)
      header.one(type, value)
    }
    put(field.path, 'o', call.path)
    put(field.destination, 's', call.destination)
    put(field.interface, 's', call.interface)
    put(field.member, 's', call.member)
    if (signature !== '') put(field.signature, 'g', signature)
  })
  header.align(8)
  return Buffer.concat([header.take(), content.take()])
}

/** The first message in these bytes; null while it is not whole. */
export function readMessage(received: Buffer): BusMessage | null {
  if (received.length < fixedHeaderBytes) return null
  const isLittle = received[0] === 'l'.charCodeAt(0)
  const head = new Reader(received, isLittle, 4)
  const bodyBytes = head.u32()
  head.u32()
  const fieldsBytes = head.u32()
  const start = Math.ceil((fixedHeaderBytes + fieldsBytes) / 8) * 8
  const length = start + bodyBytes
  if (received.length < length) return null
  const fields = new Reader(received, isLittle, 12).one('a(yv)') as [number, unknown][]
  const known = new Map(fields)
  const text = (code: number) => String(known.get(code) ?? '')
  const body = new Reader(received.subarray(start, length), isLittle, 0)
  return {
    kind: kinds[received[1] as keyof typeof kinds] ?? 'call',
    length,
    replyTo: Number(known.get(field.replyTo) ?? 0),
    error: text(field.error),
    path: text(field.path),
    interface: text(field.interface),
    member: text(field.member),
    body: body.all(text(field.signature)),
  }
}

/** The complete types of a signature, one after the other: "sa{sv}u" is "s", "a{sv}", "u". */
function typesIn(signature: string): string[] {
  const types: string[] = []
  for (let at = 0; at < signature.length; ) {
    const end = endOfType(signature, at)
    types.push(signature.slice(at, end))
    at = end
  }
  return types
}

function endOfType(signature: string, at: number): number {
  const first = signature[at]
  if (first === 'a') return endOfType(signature, at + 1)
  if (first !== '(' && first !== '{') return at + 1
  let depth = 0
  for (let end = at; end < signature.length; end++) {
    if ('({'.includes(signature[end] ?? '')) depth++
    else if (')}'.includes(signature[end] ?? '') && --depth === 0) return end + 1
  }
  throw new RangeError('The signature is not closed.')
}

const alignments: Readonly<Record<string, number>> = { y: 1, g: 1, v: 1, n: 2, q: 2, x: 8, t: 8, d: 8, '(': 8, '{': 8 }
const alignmentOf = (type: string) => alignments[type[0] ?? ''] ?? 4

/** Writes the parts of a call: texts, numbers, maps of texts. */
class Writer {
  #parts: Buffer[] = []
  length = 0

  take(): Buffer {
    return Buffer.concat(this.#parts)
  }

  all(signature: string, values: readonly unknown[]): void {
    for (const [index, type] of typesIn(signature).entries()) this.one(type, values[index])
  }

  one(type: string, value: unknown): void {
    if (type === 's' || type === 'o') this.text(String(value))
    else if (type === 'g') this.signature(String(value))
    else if (type === 'u') this.u32(Number(value))
    else if (type === 'a{ss}') {
      this.array(8, () => {
        for (const [name, each] of Object.entries(value as Record<string, string>)) {
          this.align(8)
          this.text(name)
          this.text(each)
        }
      })
    } else throw new RangeError(`Nothing here writes ${type}.`)
  }

  array(alignment: number, content: () => void): void {
    this.align(4)
    const size = Buffer.alloc(4)
    this.#put(size)
    this.align(alignment)
    const before = this.length
    content()
    size.writeUInt32LE(this.length - before)
  }

  text(text: string): void {
    const bytes = Buffer.from(text)
    this.u32(bytes.length)
    this.#put(Buffer.concat([bytes, Buffer.alloc(1)]))
  }

  signature(text: string): void {
    this.bytes(text.length)
    this.#put(Buffer.from(`${text}\0`))
  }

  u32(value: number): void {
    this.align(4)
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32LE(value)
    this.#put(bytes)
  }

  bytes(...values: number[]): void {
    this.#put(Buffer.from(values))
  }

  align(size: number): void {
    const missing = (size - (this.length % size)) % size
    if (missing > 0) this.#put(Buffer.alloc(missing))
  }

  #put(bytes: Buffer): void {
    this.#parts.push(bytes)
    this.length += bytes.length
  }
}

/** Reads values of every type. Throws a `RangeError` for bytes that do not match their signature. */
class Reader {
  readonly #bytes: Buffer
  readonly #isLittle: boolean
  #at: number

  constructor(bytes: Buffer, isLittle: boolean, at: number) {
    this.#bytes = bytes
    this.#isLittle = isLittle
    this.#at = at
  }

  all(signature: string): unknown[] {
    return typesIn(signature).map((type) => this.one(type))
  }

  one(type: string): unknown {
    this.#align(alignmentOf(type))
    switch (type[0]) {
      case 'a':
        return this.#array(type.slice(1))
      case '(':
      case '{':
        return this.all(type.slice(1, -1))
      case 'v': {
        const [value] = this.all(this.#signature())
        return value
      }
      case 's':
      case 'o':
        return this.#text(this.u32())
      case 'g':
        return this.#signature()
      case 'b':
        return this.u32() !== 0
      default:
        return this.#number(type)
    }
  }

  u32(): number {
    return Number(this.#number('u'))
  }

  #number(type: string): unknown {
    const bytes = this.#bytes
    const big = !this.#isLittle
    const take = (size: number) => {
      const at = this.#at
      this.#at += size
      return new DataView(bytes.buffer, bytes.byteOffset + at, size)
    }
    switch (type) {
      case 'y':
        return take(1).getUint8(0)
      case 'n':
        return take(2).getInt16(0, !big)
      case 'q':
        return take(2).getUint16(0, !big)
      case 'i':
      case 'h':
        return take(4).getInt32(0, !big)
      case 'u':
        return take(4).getUint32(0, !big)
      case 'x':
        return take(8).getBigInt64(0, !big)
      case 't':
        return take(8).getBigUint64(0, !big)
      case 'd':
        return take(8).getFloat64(0, !big)
      default:
        throw new RangeError(`D-Bus has no type ${type}.`)
    }
  }

  #array(type: string): unknown[] {
    const size = this.u32()
    this.#align(alignmentOf(type))
    const end = this.#at + size
    const values: unknown[] = []
    while (this.#at < end) values.push(this.one(type))
    return values
  }

  #signature(): string {
    return this.#text(Number(this.#number('y')))
  }

  #text(size: number): string {
    const text = this.#bytes.toString('utf8', this.#at, this.#at + size)
    this.#at += size + 1
    return text
  }

  #align(size: number): void {
    this.#at = Math.ceil(this.#at / size) * size
  }
}
