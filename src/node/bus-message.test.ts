import { describe, expect, it } from 'vitest'
import { messageOf, readMessage } from './bus-message.ts'

const call = {
  destination: 'org.example',
  path: '/org/example',
  interface: 'org.example.Thing',
  member: 'Do',
  signature: 'sua{ss}o',
  body: ['é', 7, { application: 'Gazelle Keeper', b: '' }, '/'],
}
/** As the other end reads it: a map is a list of pairs. */
const body = [
  'é',
  7,
  [
    ['application', 'Gazelle Keeper'],
    ['b', ''],
  ],
  '/',
]

/** A signal in the bytes of big-endian machines, with types that no call of ours has, by the specification. */
function bigEndianSignal(): Buffer {
  const u32 = (value: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return bytes
  }
  const text = (value: string) => Buffer.concat([u32(value.length), Buffer.from(`${value}\0`)])
  const padded = (...parts: Buffer[]) => {
    const all = Buffer.concat(parts)
    return Buffer.concat([all, Buffer.alloc((8 - (all.length % 8)) % 8)])
  }
  const field = (code: number, type: string, value: Buffer) =>
    Buffer.concat([Buffer.from([code, 1]), Buffer.from(`${type}\0`), value])
  const signature = Buffer.from('\u0009aov(nqyb)\0')
  const fields = Buffer.concat([
    padded(field(1, 'o', text('/a'))),
    padded(field(3, 's', text('Changed'))),
    field(8, 'g', signature),
  ])
  // a list of two paths, a variant, and a structure
  const content = Buffer.concat([
    u32(15),
    text('/b'),
    Buffer.alloc(1),
    text('/c'),
    Buffer.from('\u0001x\0'),
    Buffer.alloc(2),
    Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe]),
    Buffer.from([0xff, 0xff, 0x00, 0x02, 0x03, 0, 0, 0]),
    u32(1),
  ])
  const header = Buffer.concat([Buffer.from([0x42, 4, 0, 1]), u32(content.length), u32(9), u32(fields.length), fields])
  return Buffer.concat([padded(header), content])
}

describe('a message of D-Bus', () => {
  it('is read as it was written', () => {
    const message = readMessage(messageOf(3, call))
    expect(message).toMatchObject({ kind: 'call', path: call.path, interface: call.interface, member: 'Do', body })
  })

  it('is waited for until it is whole, and gives the next one its turn', () => {
    const one = messageOf(3, call)
    for (let length = 0; length < one.length; length++) expect(readMessage(one.subarray(0, length))).toBeNull()
    const both = Buffer.concat([one, messageOf(4, { ...call, member: 'Other' })])
    const { length } = readMessage(both) ?? { length: 0 }
    expect(length).toBe(one.length)
    expect(readMessage(both.subarray(length))?.member).toBe('Other')
  })

  it('is read from machines of either kind', () => {
    expect(readMessage(bigEndianSignal())).toMatchObject({
      kind: 'signal',
      path: '/a',
      member: 'Changed',
      body: [['/b', '/c'], -2n, [-1, 2, 3, true]],
    })
  })
})
