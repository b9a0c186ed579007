import { type DiskTrouble, diskTroubleOf } from '../../core/base/disk-trouble.ts'
import { Observed } from '../../core/base/observed.ts'

/** While a file cannot be written it is tried again this often, in milliseconds. */
export const retryMilliseconds = 5_000

/** What a file that could not be written is tried again by. Gives whether it is written now. */
export type Retry = () => void

interface Unwritten {
  readonly trouble: DiskTrouble
  readonly retry: Retry
  /** How often in a row. */
  readonly times: number
}

/**
 * How the disk takes the app's files: each tells here when it cannot be written, is tried again every few seconds, and tells
 * when it could. What passes by itself, a virus scanner's look, is no trouble until a second try has failed too.
 */
export class Disk {
  readonly trouble = new Observed<DiskTrouble | null>(null)
  readonly #unwritten = new Map<string, Unwritten>()
  #timer: NodeJS.Timeout | undefined

  /** Of the file by that name: it could not be written, or read, because of `error`; `retry` tries again, and tells again. */
  failed(name: string, error: unknown, retry: Retry): void {
    const times = (this.#unwritten.get(name)?.times ?? 0) + 1
    this.#unwritten.set(name, { trouble: diskTroubleOf(error, process.platform), retry, times })
    this.#timer ??= setInterval(() => this.retry(), retryMilliseconds)
    this.#tell()
  }

  /** Of the file by that name: it is as it should be. */
  succeeded(name: string): void {
    if (!this.#unwritten.delete(name)) return
    if (this.#unwritten.size === 0) {
      clearInterval(this.#timer)
      this.#timer = undefined
    }
    this.#tell()
  }

  /** Tries again what is not written. */
  retry(): void {
    for (const { retry } of [...this.#unwritten.values()]) retry()
  }

  #tell(): void {
    const told = [...this.#unwritten.values()].find(({ trouble, times }) => trouble !== 'busy' || times > 1)
    const trouble = told?.trouble ?? null
    if (trouble !== this.trouble.value) this.trouble.set(trouble)
  }
}
