import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { diskTroubleOf } from '../../core/base/disk-trouble.ts'
import { safeFetch } from '../../core/base/safe-fetch.ts'
import { UpdateFault } from '../../core/updates/fault.ts'
import type { ReleaseFile } from '../../core/updates/feed.ts'
import { answered } from '../../core/updates/look.ts'
import { draftEnding, syncFolder } from '../safe-file.ts'

const withinMilliseconds = 60 * 60_000

export interface FetchFileOptions {
  readonly fetch: typeof globalThis.fetch
  readonly userAgent: string
  /** The feed's address, beside which the file lies. */
  readonly beside: string
  /** A folder for nothing but this. What else lies there is of an earlier update, or of one that was cut off, and is removed. */
  readonly folder: string
  /** Told how much has come, in bytes. */
  readonly onProgress?: (bytes: number) => void
  readonly signal?: AbortSignal
}

/**
 * Fetches a release's file as the feed describes it, and gives its path once all of it is on disk and its checksum right; under
 * that name nothing else ever lies there. What is there already is not fetched again. Rejects with an `UpdateFault`.
 */
export async function fetchFile(file: ReleaseFile, options: FetchFileOptions): Promise<string> {
  const { folder } = options
  const path = join(folder, file.name)
  if (await isFile(path, file)) {
    await removeOthers(folder, file.name)
    return path
  }
  const draft = `${path}${draftEnding}`
  try {
    await onDisk(() => mkdir(folder, { recursive: true, mode: 0o700 }))
    await removeOthers(folder, null)
    await fetchInto(draft, file, options)
    await onDisk(() => rename(draft, path))
    await onDisk(() => syncFolder(folder))
    return path
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw error
  }
}

/** Whether this file is there, by size and checksum. Never rejects. */
export async function isFile(path: string, { size, sha512 }: Pick<ReleaseFile, 'size' | 'sha512'>): Promise<boolean> {
  const hash = createHash('sha512')
  let read = 0
  try {
    await pipeline(createReadStream(path), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        read += chunk.length
        hash.update(chunk)
      }
    })
  } catch {
    return false
  }
  return read === size && hash.digest('hex') === sha512
}

async function fetchInto(draft: string, file: ReleaseFile, options: FetchFileOptions): Promise<void> {
  const { fetch, userAgent, beside, onProgress, signal } = options
  const limited = safeFetch((input, init) => fetch(input, init), { largestBytes: file.size, withinMilliseconds })
  const asked: typeof fetch = (input, init) => limited(input, signal === undefined ? init : { ...init, signal })
  // The name has no slash: it cannot lead out of the feed's folder.
  const address = new URL(file.name, beside).href
  await answered(asked, address, userAgent, async ({ body }) => {
    const written = await onDisk(() => open(draft, 'w', 0o600))
    try {
      const hash = createHash('sha512')
      let size = 0
      for await (const chunk of body ?? []) {
        hash.update(chunk)
        await onDisk(() => writeAll(written, chunk))
        size += chunk.byteLength
        onProgress?.(size)
      }
      if (size < file.size) throw new UpdateFault('cut-short')
      if (hash.digest('hex') !== file.sha512) throw new UpdateFault('other-file')
      await onDisk(() => written.sync())
    } finally {
      await written.close()
    }
  })
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  // A full disk may take a part of it without an error.
  for (let at = 0; at < chunk.byteLength; ) at += (await file.write(chunk, at)).bytesWritten
}

/** Removes what else lies in the folder; null: everything. */
async function removeOthers(folder: string, name: string | null): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const each of names)
    if (each !== name) await rm(join(folder, each), { recursive: true, force: true }).catch(() => undefined)
}

/** Does a work on the disk. Rejects with an `UpdateFault` that says what the disk said. */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const trouble = diskTroubleOf(error, process.platform)
    const kinds = { full: 'disk-full', denied: 'not-allowed', 'read-only': 'not-allowed' } as const
    throw new UpdateFault(trouble in kinds ? kinds[trouble as keyof typeof kinds] : 'disk', error)
  }
}
