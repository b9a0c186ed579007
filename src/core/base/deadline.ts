/** The work was given up: its time was over, or the caller no longer wants it. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
  readonly reason: 'timed-out' | 'stopped'

  constructor(reason: 'timed-out' | 'stopped') {
    super(reason)
    this.reason = reason
  }
}

/**
 * Runs work that must end within a time (milliseconds), and stops when the caller's signal does.
 *
 * Takes the work as a function of a signal, which it should pass on to everything it awaits; gives the work's result. Rejects
 * with `Interrupted` at the deadline or at the caller's abort, even if the work ignores its signal; else with the work's own
 * rejection.
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
