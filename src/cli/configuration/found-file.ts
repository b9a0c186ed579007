import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { ConfigurationError } from './configuration.ts'
import { type Doubt, judgeFile } from './own-file.ts'

/** A file of variables that nobody named, and why somebody else may have written it; null if nobody else can have. */
export interface FoundFile {
  readonly bytes: Uint8Array
  readonly doubt: Doubt | null
}

/** The largest file to read, in bytes: a file of variables has only a few lines. */
const largest = 1_000_000

/**
 * Reads a file that was found in a folder. Gives null if there is none, or if a folder has that name. Rejects with a
 * `ConfigurationError` if it cannot be read, or is not a plain file: reading a pipe could wait forever.
 */
export async function readFound(path: string): Promise<FoundFile | null> {
  try {
    const judged = await judgeFile(path)
    const [file, doubt] = 'file' in judged ? [judged.file, null] : [path, judged]
    const bytes = await bytesOf(file)
    return bytes && { bytes, doubt }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw new ConfigurationError({ kind: 'unreadable-file', path })
  }
}

async function bytesOf(file: string): Promise<Uint8Array | null> {
  // Windows has no such flag, and no pipes among its files.
  const opened = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const found = await opened.stat()
    // Python's virtual environments often have this name.
    if (found.isDirectory()) return null
    if (!found.isFile() || found.size > largest)
      throw Object.assign(new Error('No file of variables.'), { code: 'EFTYPE' })
    return await opened.readFile()
  } finally {
    await opened.close()
  }
}
