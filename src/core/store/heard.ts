import { retryAfterSeconds } from '../retry-after.ts'

/** What an answer says besides its body, which supabase-js does not pass on. */
export interface Heard {
  readonly status: number
  /** How long the server asks to wait, if it said so. */
  readonly retryAfterSeconds: number | null
}

/** Takes a fetch and what is told of each answer, with the signal of its request; gives a fetch that does the same. */
export function hearing(
  fetch: typeof globalThis.fetch,
  hear: (heard: Heard, signal: AbortSignal | null) => void,
): typeof globalThis.fetch {
  return async (input, init) => {
    const answer = await fetch(input, init)
    hear(
      { status: answer.status, retryAfterSeconds: retryAfterSeconds(answer.headers, Date.now()) },
      init?.signal ?? null,
    )
    return answer
  }
}
