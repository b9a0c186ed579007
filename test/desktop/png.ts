import { crc32, deflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const eightBit = 8
const redGreenBlueAlpha = 6

/** Writes a picture as a PNG. `rgba` holds four bytes per pixel, row by row from the top. */
export function encodePng(width: number, height: number, rgba: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([eightBit, redGreenBlueAlpha], 8)

  const noFilter = Buffer.alloc(1)
  const rowBytes = width * 4
  const rows = Array.from({ length: height }, (_, row) => rgba.subarray(row * rowBytes, (row + 1) * rowBytes))
  const pixels = deflateSync(Buffer.concat(rows.flatMap((row) => [noFilter, row])))

  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}
