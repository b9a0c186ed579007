import { readdirSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'

const prefix = '.making-'
const anHourMs = 3_600_000

/**
 * Makes a new empty folder inside `parent` (made too if missing) to build something in before it is moved into place. The caller
 * removes it. Folders left by killed processes more than an hour ago are removed here: each may be a gigabyte.
 */
export async function makeWorkFolder(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true })
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(parent, name)
    const touchedMs = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0
    if (Date.now() - touchedMs > anHourMs) await rm(folder, { recursive: true, force: true })
  }
  return await mkdtemp(join(parent, prefix))
}
