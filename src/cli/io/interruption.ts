const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
type Signal = (typeof signals)[number]

/**
 * A request from outside to stop. While this listens, the first signal is only a request: the work under way is finished, so that
 * no token is lost. The second one ends the process at once.
 */
export class Interruption {
  /** Aborted with the first signal. */
  readonly signal: AbortSignal
  readonly #controller = new AbortController()
  readonly #listeners = new Map<Signal, () => void>()
  #by: Signal | null = null

  constructor() {
    this.signal = this.#controller.signal
  }

  /** Begins to listen. `onFirst` is called with the first signal. */
  listen(onFirst: () => void): void {
    for (const name of signals) {
      const listener = () => this.#hear(name, onFirst)
      this.#listeners.set(name, listener)
      process.on(name, listener)
    }
  }

  /** Stops listening. Other listeners must already be there: without any, a signal that has just come would be lost. */
  stopListening(): void {
    for (const [name, listener] of this.#listeners) process.off(name, listener)
    this.#listeners.clear()
  }

  #hear(name: Signal, onFirst: () => void): void {
    if (this.#by !== null) dieBy(name)
    this.#by = name
    onFirst()
    this.#controller.abort()
  }

  /** The signal that was heard, or null. */
  get by(): NodeJS.Signals | null {
    return this.#by
  }
}

/** Ends this process by the signal, so that its parent sees the cause. */
export function dieBy(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
}
