import { isPassing, type Problem } from './state.ts'

const firstMilliseconds = 5_000
const longestMilliseconds = 15 * 60 * 1000

/**
 * How long to leave it alone after trouble, in milliseconds: what the server asks for (`Retry-After`), else a random time
 * below a bound that doubles with each failure in a row (full jitter), 5 seconds to a quarter of an hour. 0 for trouble
 * that does not pass by itself. `random` gives numbers from 0 up to 1.
 */
export function pauseAfter(problem: Problem, failures: number, random: () => number): number {
  if (!isPassing(problem)) return 0
  const asked = 'retryAfterSeconds' in problem ? (problem.retryAfterSeconds ?? 0) * 1000 : 0
  const bound = Math.min(longestMilliseconds, firstMilliseconds * 2 ** Math.min(failures, 20))
  // Never at once: a server that is down is not asked twice in the same second.
  return Math.max(asked, bound * (0.2 + 0.8 * random()))
}
