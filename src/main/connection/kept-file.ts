import { readdirSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { draftEnding, writeSafelySync } from '../../node/safe-file.ts'
import type { Disk } from '../system/disk.ts'

export type Content = Readonly<Record<string, unknown>>

/** Turns the content of one version into that of the next. */
export type Migration = (content: Content) => Content

export interface Form {
  readonly name: string
  /** The content of a new file, and the default of each field. */
  readonly initial: Content
  /** One for each released version: the first turns unversioned content into version 1. */
  readonly migrations: readonly Migration[]
}

/**
 * Where the content was found: `file`; `copy`, because the file was lost or damaged; `nowhere`, because both were damaged; `new`,
 * because there has never been any; `unread`: the file exists but cannot be read now, which the disk's trouble tells.
 */
export type FoundFile = 'file' | 'copy' | 'nowhere' | 'new' | 'unread'

type Reading = { readonly content: Content } | { readonly content: null; readonly why: 'absent' | 'damaged' }

/**
 * A small JSON object in the profile that survives a power loss, a full disk and a damaged file: it is replaced in one step, a
 * copy of the last good content lies beside it, and changes that cannot be written are kept in memory and tried again. Its
 * `version` counts the migrations it has been through. Fields of other versions stay in it.
 */
export class KeptFile {
  readonly found: FoundFile
  readonly #file: string
  readonly #form: Form
  readonly #disk: Disk
  #content: Content = {}
  /** The changes since an unreadable file was opened; null if it could be read. */
  #unread: Content | null = null
  #text = ''

  /** Opens `<folder>/<name>.json`, and creates it if missing. Never throws. */
  constructor(folder: string, form: Form, disk: Disk) {
    this.#file = target(join(folder, `${form.name}.json`))
    this.#form = form
    this.#disk = disk
    this.found = this.#open()
  }

  get content(): Content {
    return this.#content
  }

  /** Changes these fields: in memory at once, on disk as soon as possible. Returns whether it is on disk. Never throws. */
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
      // The file may be perfectly good: leave it in place.
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

  /** The file itself is good: if the copy cannot be made now, the next change makes it. */
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
    // Newer content is used as far as it is understood, and left unchanged.
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

  /** Keeps a damaged file: somebody may still recover something from it. */
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
      // They take room, but do no harm.
    }
  }
}

/** Throws the system's error if the file exists and cannot be read. */
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
    // Editors on Windows put a byte order mark before the first character.
    const content: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    const isObject = typeof content === 'object' && content !== null && !Array.isArray(content)
    return isObject ? { content: content as Content } : { content: null, why: 'damaged' }
  } catch {
    return { content: null, why: 'damaged' }
  }
}

const textOf = (content: Content) => `${JSON.stringify(content, null, '\t')}\n`

/** The file to replace: the target, if a person has put a link in its place. */
function target(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}
