import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeSafelySync } from '../../node/safe-file.ts'

/** Sealed secrets by name. */
export type SealedContent = Readonly<Record<string, string>>

export interface SealedFile {
  /** In the folder. */
  readonly name: string
  readonly content: SealedContent
}

const current = 'secrets.json'
const lastGood = 'secrets.last-good.json'
/** The version of the file's form: 0.1.0 wrote none, and had the keychain itself seal each secret; such files are still read. */
const version = 1
const aside = /^secrets\.aside-.*\.json$/

/**
 * The sealed secrets on disk: the file in use, and those put aside, which no keychain of their time could open. Nothing sealed is
 * ever overwritten: it is put aside first.
 */
export class SecretFiles {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /**
   * The file in use; its last good copy if it is lost, or damaged and so put aside; empty if there is none. Throws the system's
   * error if it exists and cannot be read.
   */
  current(): SealedContent {
    return this.#read(current) ?? this.#read(lastGood) ?? {}
  }

  /** The files put aside, the latest first. */
  aside(): SealedFile[] {
    if (!existsSync(this.#folder)) return []
    const names = readdirSync(this.#folder).filter((name) => aside.test(name))
    const files = names
      .sort()
      .reverse()
      .map((name) => ({ name, content: this.#read(name) }))
    return files.filter((file): file is SealedFile => file.content !== null)
  }

  /** Replaces the file in one step, readable by its owner alone. Throws the system's error. */
  write(content: SealedContent): void {
    const text = JSON.stringify({ ...content, version }, null, '\t')
    writeSafelySync(join(this.#folder, current), text)
    try {
      writeSafelySync(join(this.#folder, lastGood), text)
    } catch {
      // The file itself is safe, and a forgotten secret must not stay in an older copy.
      this.remove(lastGood)
    }
  }

  /** Puts a copy of the file in use aside, before it is overwritten. Throws the system's error. */
  putAside(): void {
    const name = [current, lastGood].find((each) => existsSync(join(this.#folder, each)))
    if (name !== undefined) copyFileSync(join(this.#folder, name), join(this.#folder, asideName()))
  }

  /**
   * Removes the secrets of these names from the files put aside, and removes a file with only its key left. Throws the system's
   * error.
   */
  eraseAside(isMeant: (name: string) => boolean): void {
    for (const { name: file, content } of this.aside()) {
      const left = Object.entries(content).filter(([name]) => !isMeant(name))
      if (left.length === Object.keys(content).length) continue
      if (left.every(([name]) => name === 'key')) rmSync(join(this.#folder, file), { force: true })
      else
        writeSafelySync(join(this.#folder, file), JSON.stringify({ ...Object.fromEntries(left), version }, null, '\t'))
    }
  }

  /** A copy of the secrets of these names in the files put aside, each file with its key. Never throws. */
  copyAside(isMeant: (name: string) => boolean): SealedFile[] {
    try {
      const copies = this.aside().map(({ name, content }) => {
        const meant = Object.entries(content).filter(([secret]) => secret === 'key' || isMeant(secret))
        return { name, content: Object.fromEntries(meant) }
      })
      return copies.filter(({ content }) => Object.keys(content).some(isMeant))
    } catch {
      // What cannot be read cannot be erased now, either.
      return []
    }
  }

  /** Puts the copied secrets back into their files. Throws the system's error. */
  putBackAside(copies: readonly SealedFile[]): void {
    for (const { name, content } of copies) {
      const now = this.#read(name) ?? {}
      writeSafelySync(join(this.#folder, name), JSON.stringify({ ...content, ...now, version }, null, '\t'))
    }
  }

  /** Removes a file that was put aside, once the file in use holds all of its secrets. */
  remove(name: string): void {
    try {
      rmSync(join(this.#folder, name), { force: true })
    } catch {
      // It is read, and removed, again at the next start.
    }
  }

  #putDamagedAside(): void {
    try {
      renameSync(join(this.#folder, current), join(this.#folder, asideName()))
    } catch {
      // If it cannot be renamed, it cannot be overwritten either.
    }
  }

  #read(name: string): SealedContent | null {
    let text: string
    try {
      text = readFileSync(join(this.#folder, name), 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    }
    const content = parse(text)
    if (content === null && name === current) this.#putDamagedAside()
    return content
  }
}

/** The clock may be wrong: it only matters that no name is used twice. */
function asideName(): string {
  return `secrets.aside-${new Date().toISOString().replaceAll(':', '-')}-${randomUUID().slice(0, 4)}.json`
}

function parse(text: string): SealedContent | null {
  try {
    const content: unknown = JSON.parse(text)
    if (typeof content !== 'object' || content === null || Array.isArray(content)) return null
    return Object.fromEntries(Object.entries(content).filter(([, sealed]) => typeof sealed === 'string'))
  } catch {
    return null
  }
}
