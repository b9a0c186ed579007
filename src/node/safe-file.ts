import { randomUUID } from 'node:crypto'
import { closeSync, fsync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

/** The ending of a file that is not whole yet. */
export const draftEnding = '.draft'

/**
 * Puts a file in place in one step, readable by its owner alone, and makes its folder if need be. Safe on disk, through a
 * loss of power too, once this resolves; rejects with the system's error, and the file is as it was.
 */
export async function writeSafely(file: string, content: Uint8Array): Promise<void> {
  const draft = `${file}.${randomUUID()}${draftEnding}`
  try {
    await writeDraft(draft, content)
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw error
  }
  await syncFolder(dirname(file))
}

async function writeDraft(draft: string, content: Uint8Array): Promise<void> {
  const written = await open(draft, 'wx', 0o600).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    await mkdir(dirname(draft), { recursive: true, mode: 0o700 })
    return open(draft, 'wx', 0o600)
  })
  try {
    await written.writeFile(content)
    await sync(written)
  } finally {
    await written.close()
  }
}

/** By the descriptor: the handle of Deno 2.1 has no `sync` of its own. */
const sync = ({ fd }: FileHandle): Promise<void> => promisify(fsync)(fd)

/** Makes names that were given or taken in a folder outlast a loss of power. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders; its file system keeps a journal of names.
  if (process.platform === 'win32') return
  const opened = await open(folder, 'r')
  try {
    await sync(opened)
  } finally {
    await opened.close()
  }
}

/** As `writeSafely`, done when it returns; throws the system's error. */
export function writeSafelySync(file: string, content: string): void {
  const draft = `${file}.${randomUUID()}${draftEnding}`
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const written = openSync(draft, 'wx', 0o600)
    try {
      writeFileSync(written, content)
      fsyncSync(written)
    } finally {
      closeSync(written)
    }
    renameSync(draft, file)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
  if (process.platform === 'win32') return
  const folder = openSync(dirname(file), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
