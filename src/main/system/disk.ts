import { type DiskTrouble, diskTroubleOf } from '../../core/base/disk-trouble.ts'
import { Observed } from '../../core/base/observed.ts'

/** The time between attempts to write a file, in milliseconds. */
export const retryMilliseconds = 5_000

/** Tries again to write a file. */
export type Retry = () => void

interface Unwritten {
  readonly trouble: DiskTrouble
  readonly retry: Retry
  /** How many failures in a row. */
  readonly times: number
}

/**
 * How well the disk takes the app's files: each reports when it cannot be written, is tried again every few seconds, and reports
 * when it could. A passing failure, as from a virus scanner, is no trouble until a second try has failed too.
 */
export class Disk {
  readonly trouble = new Observed<DiskTrouble | null>(null)
  readonly #unwritten = new Map<string, Unwritten>()
  #timer: NodeJS.Timeout | undefined

  /**
   * Reports that the file of that name could not be written, or read, because of `error`; `retry` tries again, and reports again.
   */
  failed(name: string, error: unknown, retry: Retry): void {
    const times = (this.#unwritten.get(name)?.times ?? 0) + 1
    this.#unwritten.set(name, { trouble: diskTroubleOf(error, process.platform), retry, times })
    this.#timer ??= setInterval(() => this.retry(), retryMilliseconds)
    this.#tell()
  }

  /** Reports that the file of that name is as it should be. */
  succeeded(name: string): void {
    if (!this.#unwritten.delete(name)) return
    if (this.#unwritten.size === 0) {
      clearInterval(this.#timer)
      this.#timer = undefined
    }
    this.#tell()
  }

  /** Tries again to write the unwritten files. */
  retry(): void {
    for (const { retry } of [...this.#unwritten.values()]) retry()
  }

  #tell(): void {
    const told = [...this.#unwritten.values()].find(({ trouble, times }) => trouble !== 'busy' || times > 1)
    const trouble = told?.trouble ?? null
    if (trouble !== this.trouble.value) this.trouble.set(trouble)
  }
}
