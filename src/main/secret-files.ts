import { randomUUID } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/** Names, and what is sealed under them. */
export type SealedContent = Readonly<Record<string, string>>

export interface SealedFile {
  /** In the folder. */
  readonly name: string
  readonly content: SealedContent
}

const current = 'secrets.json'
const aside = /^secrets\.aside-.*\.json$/

/**
 * The sealed secrets on disk: one file that is in use, and those put aside, which no keychain of their time could open. Nothing
 * that is sealed is ever lost by being written over: it goes aside first.
 */
export class SecretFiles {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** The file in use; empty where there is none. One that is damaged is put aside. */
  current(): SealedContent {
    return this.#read(current) ?? {}
  }

  /** Those put aside, the latest first. */
  aside(): SealedFile[] {
    const names = readdirSync(this.#folder).filter((name) => aside.test(name))
    const files = names
      .sort()
      .reverse()
      .map((name) => ({ name, content: this.#read(name) }))
    return files.filter((file): file is SealedFile => file.content !== null)
  }

  /** Puts this content in place in one step, readable by its owner alone. Throws the system's error. */
  write(content: SealedContent): void {
    const file = join(this.#folder, current)
    const draft = `${file}.${randomUUID()}.draft`
    try {
      const opened = openSync(draft, 'wx', 0o600)
      try {
        writeFileSync(opened, JSON.stringify(content, null, '\t'))
        fsyncSync(opened)
      } finally {
        closeSync(opened)
      }
      renameSync(draft, file)
    } catch (error) {
      rmSync(draft, { force: true })
      throw error
    }
  }

  /** Puts a copy of the file in use aside, before it is written over. Throws the system's error. */
  putAside(): void {
    copyFileSync(join(this.#folder, current), join(this.#folder, asideName()))
  }

  /** Forgets a file that was put aside, once all that was in it is in the file in use. */
  remove(name: string): void {
    rmSync(join(this.#folder, name), { force: true })
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
    if (content === null && name === current) renameSync(join(this.#folder, name), join(this.#folder, asideName()))
    return content
  }
}

/** The clock may be wrong: what matters is that no name is used twice. */
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
