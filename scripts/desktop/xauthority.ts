import { randomBytes } from 'node:crypto'

const anyDisplay = 0xffff

/**
 * Gives the content of an Xauthority file with one new random cookie, valid for every display whose server is given the same
 * file.
 */
export function newXauthority(): Buffer {
  const family = Buffer.from([anyDisplay >> 8, anyDisplay & 0xff])
  const fields = ['', '', 'MIT-MAGIC-COOKIE-1', randomBytes(16)].map((field) => counted(Buffer.from(field)))
  return Buffer.concat([family, ...fields])
}

function counted(data: Buffer): Buffer {
  return Buffer.concat([Buffer.from([data.length >> 8, data.length & 0xff]), data])
}
