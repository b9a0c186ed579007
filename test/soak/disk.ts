import { execFile } from 'node:child_process'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const sizeMegabytes = 96
const chunkBytes = [1024 * 1024, 4096]

/** A small disk of its own, mounted at a folder; null if this user is not allowed to mount one. */
export async function mountDisk(folder: string): Promise<Disk | null> {
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${sizeMegabytes}m,mode=700`, 'soak', folder])
    return new Disk(folder)
  } catch {
    return null
  }
}

export class Disk {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Fills it to the last block; gives a function that frees it. */
  async fill(): Promise<() => Promise<void>> {
    const path = join(this.#folder, 'filling')
    const file = await open(path, 'w')
    for (const bytes of chunkBytes) {
      const chunk = Buffer.alloc(bytes)
      try {
        for (;;) await file.write(chunk)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    }
    await file.close()
    return () => rm(path)
  }

  async unmount(): Promise<void> {
    await run('umount', ['--lazy', this.#folder])
  }
}
