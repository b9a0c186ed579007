import { chmodSync, mkdirSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { lock } from 'proper-lockfile'
import { readJsonFile, writeJsonFile } from './json-file.ts'

/** Gives the folder of the person's own sandbox: among the data of other programs, outside the repository. */
export function defaultFolder({ platform, env }: Pick<NodeJS.Process, 'platform' | 'env'> = process): string {
  const home = homedir()
  const base =
    platform === 'win32'
      ? (env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'))
      : platform === 'darwin'
        ? join(home, 'Library', 'Caches')
        : (env['XDG_CACHE_HOME'] ?? join(home, '.cache'))
  return join(base, 'gazelle-keeper', 'sandbox')
}

/** A sandbox's folder, exclusively ours until it is released. */
export interface OwnedFolder {
  /** Absolute, without links. */
  readonly path: string
  release(): Promise<void>
}

const staleMilliseconds = 5_000

/**
 * Makes the folder if need be, private to its owner, and locks it. The lock of a killed process is taken over, up to 5 s after
 * its death. Rejects at once if a living process has the folder.
 */
export async function ownFolder(folder: string): Promise<OwnedFolder> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = realpathSync(folder)
  chmodSync(path, 0o700)
  const owner = join(path, 'owner.json')

  const deadline = Date.now() + 2 * staleMilliseconds
  for (;;) {
    try {
      const release = await lock(path, {
        lockfilePath: join(path, 'lock'),
        stale: staleMilliseconds,
        update: 1_000,
        // Ignored: the folder was removed, or this process slept so long that another one took it.
        onCompromised: () => {},
      })
      writeJsonFile(owner, { pid: process.pid })
      return { path, release: () => release().catch(() => {}) }
    } catch (cause) {
      const held = (cause as { code?: string }).code === 'ELOCKED'
      const pid = held ? readJsonFile<{ pid: number }>(owner)?.pid : undefined
      const dead = pid !== undefined && !isAlive(pid)
      if (!dead || Date.now() > deadline) throw held ? inUse(path, pid, cause) : cause
      await pause(100) // until its lock counts as stale
    }
  }
}

function inUse(path: string, pid: number | undefined, cause: unknown): Error {
  const by = pid === undefined ? 'another process' : `process ${pid}`
  return new Error(`The sandbox folder ${path} is in use by ${by}: close that one, or choose another folder.`, {
    cause,
  })
}

/** Tells whether a process has this id now. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
