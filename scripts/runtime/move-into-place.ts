import { rename, rm } from 'node:fs/promises'

/**
 * Moves a finished folder to `target` in one step, so that nobody ever sees half of it. Both must be on one file system. A good
 * folder already there (`isGood`; another process was faster) is left alone; a broken one is replaced. Errors: those of the file
 * system.
 */
export async function moveIntoPlace(staged: string, target: string, isGood: () => boolean): Promise<void> {
  if ((await renamed(staged, target)) || isGood()) return

  const broken = `${staged}.broken`
  await rename(target, broken).catch(ignoreMissing)
  await rm(broken, { recursive: true, force: true })
  if ((await renamed(staged, target)) || isGood()) return
  throw new Error(`${target} cannot be replaced`)
}

/** Every system refuses to rename onto a folder with content, each with its own code. */
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
