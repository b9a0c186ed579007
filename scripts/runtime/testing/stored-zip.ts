import { crc32 } from 'node:zlib'

/** A file to put into an archive; `mode` is its Unix mode, such as 0o755. */
export type ZipEntry = { name: string; data: string | Buffer; mode?: number }

const madeOnUnix = 3 << 8
const regularFile = 0o100000
const zipVersion = 20

/** Writes a zip archive without compression, enough to stand in for a release in tests. */
export function storedZip(entries: ZipEntry[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data, mode = 0o644 } of entries) {
    const content = Buffer.from(data)
    const fileName = Buffer.from(name)
    const common = commonFields(content, fileName)
    const file = Buffer.concat([signature(0x04034b50), common, fileName, content])
    const attributes = Buffer.alloc(14)
    attributes.writeUInt32LE((((regularFile | mode) << 16) | 0) >>> 0, 6)
    attributes.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([signature(0x02014b50), short(madeOnUnix | zipVersion), common, attributes, fileName]))
    files.push(file)
    offset += file.length
  }
  const listing = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(listing.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...files, listing, signature(0x06054b50), end])
}

/** The fields shared by a file's own header and its entry in the directory. */
function commonFields(content: Buffer, fileName: Buffer): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(zipVersion, 0)
  fields.writeUInt32LE(crc32(content), 10)
  fields.writeUInt32LE(content.length, 14)
  fields.writeUInt32LE(content.length, 18)
  fields.writeUInt16LE(fileName.length, 22)
  return fields
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}
