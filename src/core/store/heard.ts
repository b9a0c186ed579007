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
    hear({ status: answer.status, retryAfterSeconds: retryAfterOf(answer.headers) }, init?.signal ?? null)
    return answer
  }
}

/** `Retry-After`: seconds, or a date by the server's own clock (`Date`). */
export function retryAfterOf(headers: Headers): number | null {
  const text = headers.get('retry-after')?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text)
  const [until, told] = [Date.parse(text), Date.parse(headers.get('date') ?? '')]
  if (Number.isNaN(until)) return null
  return Math.max(0, Math.ceil((until - (Number.isNaN(told) ? Date.now() : told)) / 1000))
}
