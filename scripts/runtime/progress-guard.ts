/** Aborts `signal` when a transfer stalls. Call `stop` at the end, whatever the outcome. */
export type ProgressGuard = { signal: AbortSignal; progressed: () => void; stop: () => void }

/** How long a transfer may be silent, in milliseconds: before its first byte, and between two later ones. */
export type Patience = { firstByteMs: number; stallMs: number }

/** Takes the limits; gives a guard whose abort reason says in words which of the two was exceeded. */
export function guardProgress({ firstByteMs, stallMs }: Patience): ProgressGuard {
  const controller = new AbortController()
  const abortAfter = (ms: number, reason: string) =>
    setTimeout(() => controller.abort(new Error(`${reason} within ${ms / 1000} s`)), ms)

  let timer = abortAfter(firstByteMs, 'no answer')
  return {
    signal: controller.signal,
    progressed: () => {
      clearTimeout(timer)
      timer = abortAfter(stallMs, 'the download stalled: nothing more came')
    },
    stop: () => clearTimeout(timer),
  }
}
