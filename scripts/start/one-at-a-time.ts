import { mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { check, lock } from 'proper-lockfile'
import { isAlive } from '../../sandbox/folder.ts'
import { readJsonFile, writeJsonFile } from '../../sandbox/json-file.ts'

/** The information that one `npm start` leaves for the others. */
export interface OtherStart {
  readonly pid: number
  /** The Electron of its app, with every argument, or null while no window of the app is up. */
  readonly command: readonly [string, ...string[]] | null
}

/** The hold of one `npm start` on a sandbox folder, from before its build until its app has ended. */
export interface Turn {
  /** Tells later starts how to reach the app. */
  announce(command: NonNullable<OtherStart['command']>): void
  release(): Promise<void>
}

/** A killed process's lock counts for this long, in milliseconds. */
const stale = 5_000

/**
 * Takes the sandbox folder for this `npm start`, or gives the other one that has it. Without a turn, nothing that a running app
 * uses may be touched. The turn of a killed process is taken over, up to 5 s after its death.
 */
export async function takeTurn(folder: string): Promise<Turn | OtherStart> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = realpathSync(folder)
  const note = join(path, 'start.json')
  const tell = (command: OtherStart['command']) =>
    writeJsonFile(note, { pid: process.pid, command } satisfies OtherStart)
  for (;;) {
    try {
      // Not on the folder itself: this process will lock that too, and the library keeps one lock for each name.
      const ours = join(path, 'start')
      const release = await lock(ours, { realpath: false, stale, update: 1_000, onCompromised: () => {} })
      tell(null)
      return { announce: tell, release: () => release().catch(() => {}) }
    } catch (error) {
      if ((error as { code?: string }).code !== 'ELOCKED') throw error
      const other = readJsonFile<OtherStart>(note)
      if (other !== null && isAlive(other.pid)) return other
      await pause(100) // until its lock counts as stale, or it has said who it is
    }
  }
}

/** Gives the process that has the sandbox in this folder open, or null. */
export async function sandboxOwner(folder: string): Promise<number | null> {
  const isHeld = await check(folder, { lockfilePath: join(folder, 'lock'), stale })
  const pid = isHeld ? readJsonFile<{ pid: number }>(join(folder, 'owner.json'))?.pid : undefined
  return pid !== undefined && isAlive(pid) ? pid : null
}
