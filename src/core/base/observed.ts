/** A value that tells its readers when it changes: one writer, many readers, no queue. */
export class Observed<T> {
  #value: T
  readonly #readers = new Set<(value: T) => void>()

  constructor(value: T) {
    this.#value = value
  }

  get value(): T {
    return this.#value
  }

  /** Never throws: the error of a failing reader is reported as an uncaught exception, and the other readers are still told. */
  set(value: T): void {
    this.#value = value
    for (const reader of this.#readers) {
      try {
        reader(value)
      } catch (error) {
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }

  /** Calls `reader` at every change, until the returned function is called. */
  subscribe(reader: (value: T) => void): () => void {
    this.#readers.add(reader)
    return () => void this.#readers.delete(reader)
  }
}
