import { rename, rm } from 'node:fs/promises'

/**
 * Moves a finished folder to `target` in one step, so that nobody ever sees half of it. Both must lie on one file system.
 * When a good one is there already (`isGood` says so; another process was faster) it is left alone; a broken one is replaced.
 * Errors: those of the file system.
 */
export async function moveIntoPlace(staged: string, target: string, isGood: () => boolean): Promise<void> {
  if ((await renamed(staged, target)) || isGood()) return

  const broken = `${staged}.broken`
  await rename(target, broken).catch(ignoreMissing)
  await rm(broken, { recursive: true, force: true })
  if ((await renamed(staged, target)) || isGood()) return
  throw new Error(`${target} cannot be replaced`)
}

/** Renaming onto a folder that holds anything is refused by every system, each with a code of its own. */
const occupied = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM'])

async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if (occupied.has((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
