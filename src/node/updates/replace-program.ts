import { constants } from 'node:fs'
import { chmod, copyFile, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { UpdateFault } from '../../core/updates/fault.ts'
import type { ReleaseFile } from '../../core/updates/feed.ts'
import { draftEnding, syncFolder } from '../safe-file.ts'
import { isFile, onDisk } from './fetch-file.ts'

/**
 * Puts a fetched file in the place of a program that is one file, in one step: whoever looks there finds the old program or the
 * whole new one. A program that runs goes on with its old file. Where the name is a link, what it leads to is replaced. The copy is
 * compared with the feed once more before it takes the place. Rejects with an `UpdateFault`, and the program is as it was.
 */
export async function replaceProgram(
  fetched: string,
  file: Pick<ReleaseFile, 'size' | 'sha512'>,
  program: string,
): Promise<void> {
  const place = await onDisk(() => realpath(program))
  const draft = `${place}${draftEnding}`
  try {
    const { mode } = await onDisk(() => stat(place))
    // Of a program that was killed, or a link that somebody has put there.
    await onDisk(() => rm(draft, { force: true }))
    await onDisk(() => copyFile(fetched, draft, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL))
    await onDisk(() => chmod(draft, (mode & 0o777) | 0o500))
    await onDisk(() => sync(draft))
    if (!(await isFile(draft, file))) throw new UpdateFault('other-file')
    await onDisk(() => rename(draft, place))
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw error
  }
  // It is in place; a disk that cannot promise that yet changes nothing of it.
  await syncFolder(dirname(place)).catch(() => undefined)
}

async function sync(path: string): Promise<void> {
  const opened = await open(path, 'r+')
  try {
    await opened.sync()
  } finally {
    await opened.close()
  }
}
