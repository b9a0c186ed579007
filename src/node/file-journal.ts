import { randomUUID } from 'node:crypto'
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { emptyJournal, type Journal, type JournalContent } from '../core/keeper/journal.ts'
import { packJournal, unpackJournal } from './journal-content.ts'
import { mergeJournals } from './merge-journals.ts'
import { isLiving, nobody, ownProcess } from './owner.ts'
import { draftEnding, syncFolder, writeSafely } from './safe-file.ts'
import type { Seal } from './sealed.ts'

const ending = '.journal'
/**
 * A file untouched for this long is taken over even if a process with its owner's id lives: the id may have been reused. An
 * owner that lives after all writes everything again at its next step.
 */
const untouchedMilliseconds = 10 * 60 * 1000

/** One file's content, and when it was written, in milliseconds. */
interface Piece {
  readonly content: JournalContent
  readonly writtenAt: number
  /** More may be in it than this version understands. */
  readonly isNewer: boolean
}

/**
 * The journals of all keepers of one row on this computer, in one folder, as ciphertext. Each keeper writes a file of its
 * own, `<seal>.<owner>.<random>.journal`, so none overwrites another's; a new keeper takes over the files whose owners are
 * gone. Taking over means renaming: of two that try, one wins. A file's content leaves the disk only once it, or its keeper's
 * newer version of it, is safe in another file. Taking over a living keeper's file does no harm: both then hold its tokens, and
 * each token finds its place once.
 */
export class FileJournal implements Journal {
  readonly #folder: string
  readonly #seal: Seal
  readonly #own: string
  /** The files whose content is ours: the one we write, and those taken over since. */
  readonly #files = new Set<string>()
  /** Whether the file we write holds nothing. */
  #isEmpty = false

  /** Takes a folder, made when it is needed, and the seal of the content. Touches nothing yet. */
  constructor(folder: string, seal: Seal) {
    this.#folder = folder
    this.#seal = seal
    this.#own = this.#nameFor(ownProcess)
  }

  /** Takes over the files that others have left, and gives everything that is ours as one content. */
  async read(): Promise<JournalContent> {
    await this.#adopt()
    const pieces: Piece[] = []
    for (const name of this.#files) {
      const piece = await this.#open(name)
      // Leave a file that is broken, was taken over in turn, or is a newer version's: it is not ours to remove.
      if (piece === null || piece.isNewer) this.#files.delete(name)
      if (piece !== null) pieces.push(piece)
    }
    const content = merged(pieces)
    // If the merged content cannot be written, the files stay as they are.
    if (pieces.length > 1) await this.write(content).catch(() => undefined)
    return content
  }

  /**
   * Everything that the keepers of this row, the living ones too, have written. Takes nothing over, and changes nothing. Never
   * rejects: an unreadable file counts as empty.
   */
  async peek(): Promise<JournalContent> {
    const names = await this.#names().catch(() => [])
    const pieces = await Promise.all(names.filter((name) => name.endsWith(ending)).map((name) => this.#open(name)))
    return merged(pieces.filter((piece) => piece !== null))
  }

  /** Rejects with the system's error if the file cannot be written. */
  async write(content: JournalContent): Promise<void> {
    await writeSafely(join(this.#folder, this.#own), this.#seal.close(packJournal(content)))
    const older = [...this.#files].filter((name) => name !== this.#own)
    this.#files.add(this.#own)
    for (const name of older) {
      await rm(join(this.#folder, name), { force: true })
      this.#files.delete(name)
    }
    this.#isEmpty = JSON.stringify(content) === JSON.stringify(emptyJournal)
  }

  /** Leaves the content to the next keeper. Write nothing afterwards. Never rejects: a dead owner's file is found too. */
  async close(): Promise<void> {
    for (const name of this.#files) {
      const file = join(this.#folder, name)
      if (this.#isEmpty && name === this.#own) await rm(file, { force: true }).catch(() => undefined)
      else await rename(file, join(this.#folder, this.#nameFor(nobody))).catch(() => undefined)
    }
    this.#files.clear()
  }

  async #adopt(): Promise<void> {
    for (const name of await this.#names()) {
      if (!(await this.#isLeft(name))) continue
      const file = join(this.#folder, name)
      if (name.endsWith(draftEnding)) await rm(file, { force: true }).catch(() => undefined)
      if (!name.endsWith(ending)) continue
      const taken = this.#nameFor(ownProcess)
      const isTaken = await rename(file, join(this.#folder, taken)).then(
        () => true,
        () => false,
      )
      if (isTaken) this.#files.add(taken)
    }
    // A name that a power loss restores belongs to a dead owner, and is found again.
    if (this.#files.size > 0) await syncFolder(this.#folder).catch(() => undefined)
  }

  async #names(): Promise<string[]> {
    return (await readdir(this.#folder)).filter((name) => name.startsWith(`${this.#seal.id}.`))
  }

  async #isLeft(name: string): Promise<boolean> {
    const owner = name.split('.')[1] ?? nobody
    if (!isLiving(owner)) return true
    const touched = await stat(join(this.#folder, name)).catch(() => null)
    return touched !== null && Math.abs(Date.now() - touched.mtimeMs) > untouchedMilliseconds
  }

  async #open(name: string): Promise<Piece | null> {
    const file = join(this.#folder, name)
    try {
      const [sealed, { mtimeMs }] = await Promise.all([readFile(file), stat(file)])
      const unpacked = unpackJournal(this.#seal.open(sealed))
      return unpacked && { ...unpacked, writtenAt: mtimeMs }
    } catch {
      return null
    }
  }

  #nameFor(owner: string): string {
    return `${this.#seal.id}.${owner}.${randomUUID()}${ending}`
  }
}

function merged(pieces: readonly Piece[]): JournalContent {
  const byAge = pieces.toSorted((one, other) => other.writtenAt - one.writtenAt)
  return mergeJournals(byAge.map(({ content }) => content))
}
