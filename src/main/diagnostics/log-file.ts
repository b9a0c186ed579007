import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The log takes this much of the disk at most, three times: the file itself, and the two before it. Bytes. */
const longestFile = 512 * 1024

/** Where the log's lines go: `keeper.log` in a folder, which becomes `keeper.1.log` when it is full, and that `keeper.2.log`. */
export class LogFile {
  readonly #folder: string
  readonly #longest: number
  #bytes: number | null = null

  /** Takes the folder, made when it is needed, and the length at which a file is full. */
  constructor(folder: string, longest = longestFile) {
    this.#folder = folder
    this.#longest = longest
  }

  /** Never throws: what cannot be logged must keep nothing from being done. */
  write(line: string): void {
    try {
      const text = `${line}\n`
      if (this.#bytes === null) this.#bytes = this.#begin()
      if (this.#bytes + Buffer.byteLength(text) > this.#longest) this.#turnOver()
      appendFileSync(this.#path(0), text, { mode: 0o600 })
      this.#bytes = (this.#bytes ?? 0) + Buffer.byteLength(text)
    } catch {
      // The folder may have been taken away.
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
