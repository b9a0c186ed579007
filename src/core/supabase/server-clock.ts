import { steadyTime } from '../base/clock.ts'
import type { Clock, ServerClock, ToldTime } from '../keeper/ports.ts'

/** A longer round trip says too little about when the server answered, or our clock was set meanwhile. */
const longestRoundTrip = 15_000

export interface ListeningServerClock extends ServerClock {
  /**
   * The server's time now, in milliseconds since 1970; after a slow answer, the earliest that it can be; null until an answer
   * has told it.
   */
  earliestNow(): number | null
  /** Wraps a fetch so that the clock learns the server's time from its answers. */
  listen(fetch: typeof globalThis.fetch): typeof globalThis.fetch
}

/**
 * Learns a server's clock from the `Date` header of its latest answer in JSON: anything else in its place, such as the sign-in
 * page of a network, has a clock of its own. Takes our clock.
 */
export function createServerClock(clock: Clock): ListeningServerClock {
  let offset: number | null = null
  let leastOffset: number | null = null
  let told: (Omit<ToldTime, 'ago'> & { readonly steady: number }) | null = null

  function learn(answer: Response, sent: number, received: number): void {
    const date = Date.parse(answer.headers.get('date') ?? '')
    const isServer = answer.headers.get('content-type')?.includes('json') === true
    if (!isServer || Number.isNaN(date)) return
    const tookTrip = received - sent
    const isTelling = tookTrip >= 0 && tookTrip <= longestRoundTrip
    // The header has whole seconds, rounded down: on average the server is half a second further.
    offset = isTelling ? date + 500 - (sent + received) / 2 : null
    if (offset !== null) told = { offset, at: received, steady: steadyTime(clock) }
    leastOffset = date - received
  }

  return {
    offsetMilliseconds: () => offset,
    told: () => told && { offset: told.offset, at: told.at, ago: steadyTime(clock) - told.steady },
    earliestNow() {
      const known = offset ?? leastOffset
      return known === null ? null : clock.now() + known
    },
    listen: (fetch) => async (input, init) => {
      const sent = clock.now()
      const answer = await fetch(input, init)
      learn(answer, sent, clock.now())
      return answer
    },
  }
}
