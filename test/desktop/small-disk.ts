import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk of a few megabytes of its own, for root and for users who are asked no password by `sudo`. */
export class SmallDisk {
  readonly folder: string
  readonly #ballast: string

  constructor(megabytes = 24) {
    this.folder = mkdtempSync(join(tmpdir(), 'gazelle-keeper-disk-'))
    this.#ballast = join(this.folder, 'ballast')
    asRoot('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=777`, 'tmpfs', this.folder)
  }

  /** Leaves no room at all. */
  fill(): void {
    const { bavail, bsize } = statfsSync(this.folder)
    try {
      for (let part = 0; part <= bavail; part++) writeFileSync(this.#ballast, Buffer.alloc(bsize), { flag: 'a' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  }

  /** There is room again. */
  free(): void {
    rmSync(this.#ballast, { force: true })
  }

  setReadOnly(isReadOnly: boolean): void {
    // Whatever is open for writing there must be closed first, which Chromium's files may not be.
    asRoot('mount', '-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, this.folder)
  }

  /** Takes the disk away, as one that is unplugged; its empty folder stays. */
  unplug(): void {
    asRoot('umount', '-l', this.folder)
  }

  remove(): void {
    try {
      this.unplug()
    } catch {
      // It was unplugged.
    }
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Whether this process may make one. */
export const canMakeDisk: boolean = (() => {
  try {
    asRoot('true')
    return process.platform === 'linux'
  } catch {
    return false
  }
})()

function asRoot(command: string, ...args: string[]): void {
  const isRoot = process.getuid?.() === 0
  execFileSync(isRoot ? command : 'sudo', isRoot ? args : ['-n', command, ...args], { stdio: 'pipe' })
}
