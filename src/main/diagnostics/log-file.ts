import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The size of a full file, in bytes. The log takes three times as much of the disk at most: the file itself, and the two before
 * it.
 */
const longestFile = 512 * 1024

/** The log's files in a folder: a full `keeper.log` becomes `keeper.1.log`, and that one `keeper.2.log`. */
export class LogFile {
  readonly #folder: string
  readonly #longest: number
  #bytes: number | null = null

  /** Takes the folder, which is made when it is needed, and the size at which a file is full, in bytes. */
  constructor(folder: string, longest = longestFile) {
    this.#folder = folder
    this.#longest = longest
  }

  /** Never throws: a failing log must prevent nothing else. */
  write(line: string): void {
    try {
      const text = `${line}\n`
      if (this.#bytes === null) this.#bytes = this.#begin()
      if (this.#bytes + Buffer.byteLength(text) > this.#longest) this.#turnOver()
      appendFileSync(this.#path(0), text, { mode: 0o600 })
      this.#bytes = (this.#bytes ?? 0) + Buffer.byteLength(text)
    } catch {
      // The folder may have been removed: make it again for the next line.
      this.#bytes = null
    }
  }

  #begin(): number {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    return statSync(this.#path(0), { throwIfNoEntry: false })?.size ?? 0
  }

  #turnOver(): void {
    this.#bytes = 0
    rmSync(this.#path(2), { force: true })
    for (const age of [1, 0]) {
      if (statSync(this.#path(age), { throwIfNoEntry: false }) !== undefined) {
        renameSync(this.#path(age), this.#path(age + 1))
      }
    }
  }

  #path(age: number): string {
    return join(this.#folder, age === 0 ? 'keeper.log' : `keeper.${age}.log`)
  }
}
