import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { ConfigurationError } from './configuration.ts'
import { type Doubt, judgeFile } from './own-file.ts'

/** A file of variables that nobody named, and why it may be somebody else's work; null: it is not. */
export interface FoundFile {
  readonly bytes: Uint8Array
  readonly doubt: Doubt | null
}

/** A file of variables is some lines long: a larger one is none. Bytes. */
const largest = 1_000_000

/**
 * Reads a file that was found in a folder. Gives null where there is none, or a folder of that name. Rejects with a `ConfigurationError` where it cannot be read, or
 * is no plain file: a pipe that somebody put there would be waited for without end.
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
    // Python's virtual environments are often called so.
    if (found.isDirectory()) return null
    if (!found.isFile() || found.size > largest)
      throw Object.assign(new Error('No file of variables.'), { code: 'EFTYPE' })
    return await opened.readFile()
  } finally {
    await opened.close()
  }
}
