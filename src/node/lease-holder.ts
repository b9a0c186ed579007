import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Lease, OwnLease } from '../core/keeper/lease.ts'
import { hasEnded, ownMark, type ProcessMark } from './process-mark.ts'

/** A keeper as a holder of the lease, with its knowledge of other holders on this computer. */
export interface LeaseHolder {
  /** Its name in the lease. */
  readonly name: string
  /** Whether this holder is known to have ended; see `LeaseOptions`. */
  isGone(holder: string): Promise<boolean>
  /** The same lease, with a file that announces its holder while it is taken. */
  announced(lease: OwnLease): Lease
  /** Notes that this keeper has ended. `isOwed`: it could not give the lease back. Never rejects. */
  leave(isOwed: boolean): Promise<void>
}

/** The content of a holder's file; holds no secret. */
type Word = { readonly process: ProcessMark } | { readonly ended: true }

const ending = '.holder'
/** The age at which a holder's file is stale: 10 minutes, longer than any lease lives after it was last taken. */
const staleMilliseconds = 10 * 60 * 1000

/**
 * Each holder of the lease leaves a file in a folder of its computer, by its name in the lease: its process, or that it has
 * ended. So the next keeper knows at once that a holder was killed, or ended while Supabase was silent. Nothing is known of a
 * holder without a file. Takes the folder, made when it is needed, or null if nothing may be written; touches nothing yet.
 */
export function openLeaseHolder(folder: string | null): LeaseHolder {
  const name = randomUUID()
  const fileOf = (holder: string, within: string) => join(within, `${holder}${ending}`)

  async function leaveWord(word: Word, within: string): Promise<void> {
    await mkdir(within, { recursive: true, mode: 0o700 })
    await writeFile(fileOf(name, within), JSON.stringify(word), { mode: 0o600 })
  }

  let hasLeftWord = false
  let mark: ProcessMark | null | undefined

  async function announce(): Promise<void> {
    mark ??= ownMark()
    if (folder === null) return
    hasLeftWord = mark !== null
    if (mark !== null) await leaveWord({ process: mark }, folder).catch(() => undefined)
    await removeStale(folder).catch(() => undefined)
  }

  /** Takes the lease. The file may come after that: until then the lease counts as a living holder's. */
  async function whileAnnouncing<T>(take: () => Promise<T>): Promise<T> {
    const announcing = announce()
    try {
      return await take()
    } finally {
      await announcing
    }
  }

  async function takeWordBack(): Promise<void> {
    if (folder === null || !hasLeftWord) return
    hasLeftWord = false
    await rm(fileOf(name, folder), { force: true }).catch(() => undefined)
  }

  return {
    name,
    async isGone(holder) {
      // A writer of the lease must not be able to choose the file that is read.
      if (folder === null || holder === name || !/^[0-9a-f-]{36}$/.test(holder)) return false
      try {
        const word = JSON.parse(await readFile(fileOf(holder, folder), 'utf8')) as Word
        return 'ended' in word ? word.ended === true : hasEnded(word.process)
      } catch {
        return false
      }
    },
    announced: (lease) => ({
      take: (signal) => whileAnnouncing(() => lease.take(signal)),
      ...(lease.takeBy && { takeBy: (begin) => whileAnnouncing(async () => (await lease.takeBy?.(begin)) ?? null) }),
      ...(lease.releaseBy && { releaseBy: lease.releaseBy.bind(lease) }),
      async release(signal) {
        await lease.release(signal)
        if (!lease.isOwed) await takeWordBack()
      },
    }),
    async leave(isOwed) {
      if (!isOwed) await takeWordBack()
      else if (folder !== null) await leaveWord({ ended: true }, folder).catch(() => undefined)
    },
  }
}

async function removeStale(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith(ending)) continue
    const file = join(folder, name)
    const { mtimeMs } = await stat(file)
    if (Math.abs(Date.now() - mtimeMs) > staleMilliseconds) await rm(file, { force: true })
  }
}
