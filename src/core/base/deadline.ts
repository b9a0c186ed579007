/** Work was given up: its time was over, or the caller no longer wants it. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
  readonly reason: 'timed-out' | 'stopped'

  constructor(reason: 'timed-out' | 'stopped') {
    super(reason)
    this.reason = reason
  }
}

/**
 * Runs work that must end within a time (milliseconds) and stops when the caller's signal does.
 *
 * Takes the work as a function of a signal that it should pass on to whatever it waits for; gives what the work gives.
 * Rejects with `Interrupted` at the deadline or at the caller's abort, even where the work ignores its signal; else with
 * what the work rejects with.
 */
export async function withDeadline<T>(
  milliseconds: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal?.aborted) throw new Interrupted('stopped')
  const controller = new AbortController()
  const interrupted = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason))
  })
  const stop = () => controller.abort(new Interrupted('stopped'))
  const timer = setTimeout(() => controller.abort(new Interrupted('timed-out')), milliseconds)
  signal?.addEventListener('abort', stop)
  try {
    return await Promise.race([interrupted, work(controller.signal)])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
}
