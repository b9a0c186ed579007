/**
 * What went wrong at Supabase. Each needs another remedy:
 * - `unavailable`: not reached, timed out, or 5xx
 * - `wrong-key`: the project does not know this key
 * - `secret-key-refused`: a secret key was taken for one sent by a browser
 * - `bad-password`: Supabase Auth does not know this e-mail and password
 * - `email-not-confirmed`: this user has not yet opened the link that Supabase Auth sent
 * - `user-banned`: the project has banned this user
 * - `session-lost`: the sign-in to Supabase has ended; the client would go on as a stranger
 * - `table-missing`, `function-missing`: the migration has not been run
 * - `row-hidden`: signed in, but not on the allow-list, so row-level security hides the row
 * - `write-denied`: row-level security forbids writing
 * - `unexpected-answer`: something answered, but not as Supabase does
 */
export type StoreErrorKind =
  | 'unavailable'
  | 'wrong-key'
  | 'secret-key-refused'
  | 'bad-password'
  | 'email-not-confirmed'
  | 'user-banned'
  | 'session-lost'
  | 'table-missing'
  | 'function-missing'
  | 'row-hidden'
  | 'write-denied'
  | 'unexpected-answer'

/** The only error that `core/store` throws. Its text says what to do and names no key or token. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly kind: StoreErrorKind
  /**
   * PostgREST's, PostgreSQL's or Auth's own code (`PGRST205`, `42501`, `invalid_credentials`), if it gave one; where
   * Supabase is `unavailable`, the network's (`ECONNREFUSED`), `TIMED_OUT`, or the answer's status (`HTTP_540`).
   */
  readonly code: string | null

  constructor(kind: StoreErrorKind, message: string, detail: { code?: string; cause?: unknown } = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause })
    this.kind = kind
    this.code = detail.code ?? null
  }
}
