/** ASCII, which every terminal's font has. */
const frames = ['|', '/', '-', '\\']
const frameMilliseconds = 100

/** What takes less time needs no sign, which would only flash. */
const framesBefore = 3

/** The line's beginning, and nothing on the line. */
const emptied = '\r\u001b[K'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface SpinnerOptions {
  readonly json: boolean
  readonly quiet: boolean
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** A spinner for this stream; null where nobody sees it move, or nobody wants to. `text`: what is shown beside the sign. */
export function spinnerFor(
  stream: NodeJS.WriteStream,
  { json, quiet, environment }: SpinnerOptions,
  text: string,
): Spinner | null {
  const isPlain = environment['TERM'] === 'dumb' || Boolean(environment['CI'])
  return stream.isTTY === true && !json && !quiet && !isPlain ? new Spinner(stream, text) : null
}

/**
 * A sign at the terminal that something is waited for, once that takes a moment. It is never on a line that something else is
 * written to, if that calls `clear` first; and nothing of it is left when the waits have ended, or a signal ends the process.
 */
export class Spinner {
  readonly #stream: NodeJS.WriteStream
  readonly #text: string
  #waits = 0
  #frame = 0
  #isShown = false
  #timer: NodeJS.Timeout | undefined
  #isListening = false

  constructor(stream: NodeJS.WriteStream, text: string) {
    this.#stream = stream
    this.#text = text
  }

  /** Shows the sign until the work has ended; gives its result. */
  async during<T>(work: Promise<T>): Promise<T> {
    if (this.#waits++ === 0) this.#start()
    try {
      return await work
    } finally {
      if (--this.#waits === 0) this.#stop()
    }
  }

  /** Empties the line for something else; the sign comes back below it. */
  clear(): void {
    if (this.#isShown) this.#stream.write(emptied)
    this.#isShown = false
  }

  #start(): void {
    this.#frame = 0
    this.#timer = setInterval(() => this.#draw(), frameMilliseconds).unref()
    if (this.#isListening) return
    this.#isListening = true
    // They stay: a signal that came while they were taken off would be lost.
    for (const signal of signals) process.prependListener(signal, this.#end)
  }

  #stop(): void {
    clearInterval(this.#timer)
    this.clear()
  }

  #draw(): void {
    const frame = this.#frame++
    if (frame < framesBefore) return
    // A narrow terminal would break the line, which could then not be emptied.
    const line = `${frames[frame % frames.length]} ${this.#text}`.slice(0, (this.#stream.columns || 80) - 1)
    this.#stream.write(`${emptied}${line}`)
    this.#isShown = true
  }

  /** Where nothing else listens, the signal ends the process, as it would without this. */
  readonly #end = (signal: NodeJS.Signals): void => {
    this.clear()
    if (process.listenerCount(signal) > 1) return
    process.off(signal, this.#end)
    process.kill(process.pid, signal)
  }
}
