import { retryAfterSeconds } from '../base/retry-after.ts'

/** The parts of an answer that postgrest-js does not pass on. */
export interface Heard {
  readonly status: number
  /** The words in a bad answer's body; null if there are none. */
  readonly said: AuthWords | null
  /** How long the server asks to wait, if it said so. */
  readonly retryAfterSeconds: number | null
}

/** Supabase Auth's words in a bad answer. */
export interface AuthWords {
  readonly code: unknown
  readonly message: unknown
}

/**
 * The words in the body of a bad answer of Supabase Auth; null if it is not a JSON object. In newer versions `code` is the
 * code, in older ones the status, beside `error_code`; the oldest speak OAuth. auth-js finds the code only if a header
 * names the version, and never in a 5xx.
 */
export function authWords(text: string): AuthWords | null {
  const said = objectIn(text)
  if (said === null) return null
  const code = typeof said['code'] === 'string' ? said['code'] : said['error_code']
  return { code, message: said['message'] ?? said['msg'] ?? said['error_description'] ?? said['error'] }
}

/** The object that a JSON text holds; null for anything else. */
export function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** Wraps a discreet fetch, whose answers have an end, and calls `hear` for each answer, with the signal of its request. */
export function hearing(
  fetch: typeof globalThis.fetch,
  hear: (heard: Heard, signal: AbortSignal | null) => void,
): typeof globalThis.fetch {
  return async (input, init) => {
    const answer = await fetch(input, init)
    const said = answer.ok ? null : authWords(await answer.clone().text())
    const { status, headers } = answer
    hear({ status, said, retryAfterSeconds: retryAfterSeconds(headers, Date.now()) }, init?.signal ?? null)
    return answer
  }
}
