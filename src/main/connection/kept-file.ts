import { readdirSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { draftEnding, writeSafelySync } from '../../node/safe-file.ts'
import type { Disk } from '../system/disk.ts'

export type Content = Readonly<Record<string, unknown>>

/** Makes the content of one version into that of the next. */
export type Migration = (content: Content) => Content

export interface Form {
  readonly name: string
  /** What it holds where it holds nothing else. */
  readonly initial: Content
  /** One for each version that was ever released: the first makes what had no version yet into version 1. */
  readonly migrations: readonly Migration[]
}

/**
 * Where the content was found: `file`; `copy`, because the file was lost or damaged; `nowhere`, because both were damaged;
 * `new`, because there has never been any; `unread`: it is there and cannot be read now, which the disk's trouble tells.
 */
export type FoundFile = 'file' | 'copy' | 'nowhere' | 'new' | 'unread'

type Reading = { readonly content: Content } | { readonly content: null; readonly why: 'absent' | 'damaged' }

/**
 * A small JSON object in the profile, which outlives a loss of power, a full disk and a damaged file: it is replaced in one
 * step, beside it lies a copy of the last that was good, and what cannot be written is kept in memory and tried again. Its
 * `version` counts the migrations it has been through. What another version wrote into it stays in it.
 */
export class KeptFile {
  readonly found: FoundFile
  readonly #file: string
  readonly #form: Form
  readonly #disk: Disk
  #content: Content = {}
  /** What was changed since a file was opened that cannot be read; null where it could be. */
  #unread: Content | null = null
  #text = ''

  /** Opens `<folder>/<name>.json`, and makes it where there is none. Never throws. */
  constructor(folder: string, form: Form, disk: Disk) {
    this.#file = target(join(folder, `${form.name}.json`))
    this.#form = form
    this.#disk = disk
    this.found = this.#open()
  }

  get content(): Content {
    return this.#content
  }

  /** Changes these fields, at once, and for good as soon as the disk takes it. Gives whether it did. Never throws. */
  change(change: Content): boolean {
    this.#content = { ...this.#content, ...change }
    if (this.#unread !== null) this.#unread = { ...this.#unread, ...change }
    return this.#write()
  }

  #open(): FoundFile {
    this.#removeDrafts()
    let file: Reading
    try {
      file = read(this.#file)
    } catch (error) {
      // It may be as good as ever: nothing is put in its place.
      this.#unread = {}
      const copy = this.#readCopy()
      this.#content = this.#completed(copy.content ?? {})
      this.#disk.failed(this.#file, error, () => this.#write())
      return 'unread'
    }
    if (file.content !== null) {
      this.#content = this.#completed(file.content)
      this.#text = textOf(file.content)
      this.#write()
      return 'file'
    }
    if (file.why === 'damaged') this.#putAside()
    const copy = this.#readCopy()
    this.#content = this.#completed(copy.content ?? {})
    this.#write()
    if (copy.content !== null) return 'copy'
    return file.why === 'absent' && copy.why === 'absent' ? 'new' : 'nowhere'
  }

  #write(): boolean {
    try {
      if (this.#unread !== null) {
        const { content } = read(this.#file)
        if (content !== null) this.#content = { ...this.#completed(content), ...this.#unread }
        this.#unread = null
      }
      const text = textOf(this.#content)
      if (text !== this.#text) writeSafelySync(this.#file, text)
      this.#text = text
    } catch (error) {
      this.#disk.failed(this.#file, error, () => this.#write())
      return false
    }
    this.#disk.succeeded(this.#file)
    this.#copy()
    return true
  }

  /** The file itself is good: a copy that cannot be made now is made with the next change. */
  #copy(): void {
    try {
      const { content } = this.#readCopy()
      if (content === null || textOf(content) !== this.#text) writeSafelySync(this.#copyFile, this.#text)
    } catch {
      // As above.
    }
  }

  #completed(content: Content): Content {
    const { initial, migrations } = this.#form
    const { version } = content
    const from = Number.isSafeInteger(version) ? Math.max(0, Number(version)) : 0
    // A newer one is understood as far as it goes, and stays what it is.
    if (from > migrations.length) return { ...initial, ...content }
    const now = migrations.slice(from).reduce((older, migrate) => migrate(older), content)
    return { ...initial, ...now, version: migrations.length }
  }

  #readCopy(): Reading {
    try {
      return read(this.#copyFile)
    } catch {
      return { content: null, why: 'damaged' }
    }
  }

  get #copyFile(): string {
    return this.#file.replace(/\.json$/, '.last-good.json')
  }

  /** Whoever helps may still read something in it. */
  #putAside(): void {
    try {
      renameSync(this.#file, this.#file.replace(/\.json$/, '.damaged.json'))
    } catch {
      // Then it is written over: nothing in it can be read.
    }
  }

  #removeDrafts(): void {
    try {
      const folder = dirname(this.#file)
      const isDraft = (name: string) => name.startsWith(`${basename(this.#file, 'json')}`) && name.endsWith(draftEnding)
      for (const name of readdirSync(folder).filter(isDraft)) rmSync(join(folder, name), { force: true })
    } catch {
      // They take room, and do no harm.
    }
  }
}

/** Throws the system's error where the file is there and cannot be read. */
function read(file: string): Reading {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return { content: null, why: 'absent' }
    throw error
  }
  try {
    // Editors on Windows put a mark before the first character.
    const content: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    const isObject = typeof content === 'object' && content !== null && !Array.isArray(content)
    return isObject ? { content: content as Content } : { content: null, why: 'damaged' }
  } catch {
    return { content: null, why: 'damaged' }
  }
}

const textOf = (content: Content) => `${JSON.stringify(content, null, '\t')}\n`

/** Where a person has put a link in its place, what the link leads to is replaced. */
function target(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}
