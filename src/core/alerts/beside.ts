import type { Clock } from '../base/clock.ts'

/** What has been told, and when something is to be tried again (milliseconds since 1970); null if nothing is. */
export interface ToldNow<T> {
  readonly told: T
  readonly againAt: number | null
}

export interface BesideOptions<T> {
  /** Tells what is due now. It is not called again before it has ended. */
  readonly tell: () => Promise<ToldNow<T>>
  readonly onTold: (told: T) => void
  /** Called with a mistake of ours, which must not stop the keeper. */
  readonly onMistake: (error: unknown) => void
  /** The trusted clock. */
  readonly clock: Pick<Clock, 'now'>
  /** After its abort nothing more is begun. */
  readonly stop: AbortSignal
}

/** Tells what is due, beside the work. */
export interface Beside {
  /** Call it after each check. Returns at once. */
  hear(): void
}

const shortestPauseMilliseconds = 1_000
/** A clock that jumps costs no more than this. */
const longestPauseMilliseconds = 15 * 60_000

/** Tells beside the work of a keeper that stays: it holds up no check, and tries again in between what could not be told. */
export function besideWork<T>({ tell, onTold, onMistake, clock, stop }: BesideOptions<T>): Beside {
  let isTelling = false
  let hasNews = false
  let timer: NodeJS.Timeout | undefined

  async function tellAll(): Promise<void> {
    if (isTelling) return
    isTelling = true
    try {
      while (hasNews && !stop.aborted) {
        hasNews = false
        clearTimeout(timer)
        const { told, againAt } = await tell()
        onTold(told)
        if (againAt !== null && !stop.aborted) timer = setTimeout(hear, pauseUntil(againAt))
        // It must not keep a process that has ended its work.
        timer?.unref()
      }
    } catch (error) {
      onMistake(error)
    } finally {
      isTelling = false
    }
  }
  const pauseUntil = (at: number) =>
    Math.min(Math.max(at - clock.now(), shortestPauseMilliseconds), longestPauseMilliseconds)
  function hear(): void {
    hasNews = true
    void tellAll()
  }
  stop.addEventListener('abort', () => clearTimeout(timer), { once: true })
  return { hear }
}
