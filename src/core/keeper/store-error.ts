/**
 * What went wrong at the store. A store that is not Supabase needs few: `unavailable`, `busy` and `read-only`, which pass by
 * themselves, `wrong-key` and `write-denied`, which a person fixes, and `unexpected-answer` for the rest. Each kind needs a remedy
 * of its own:
 * - `unavailable`: the network did not reach it, or no answer came in time
 * - `busy`: it answered that it cannot answer now
 * - `statement-timeout`: the database ended the statement because it took too long
 * - `read-only`: the database writes nothing for now: its disk is full, or it is being moved
 * - `clock-skew`: the clocks of Supabase's own parts disagree, so that it takes its own key or session to be from the future
 * - `restricted`: the project has used up a quota; its owner has to act
 * - `paused`: the project is paused
 * - `wrong-key`: the project does not know this key
 * - `legacy-keys-disabled`: the project no longer takes keys of this kind (anon, service_role)
 * - `secret-key-refused`: a secret key was refused because it seemed to come from a browser
 * - `bad-password`: Supabase Auth does not know this e-mail and password
 * - `email-not-confirmed`: this user has not yet opened the link that Supabase Auth sent
 * - `user-banned`: the project has banned this user
 * - `captcha-needed`: the project asks for a captcha, which only a web page can show
 * - `email-sign-in-off`: the project does not let users sign in this way
 * - `sign-in-refused`: Supabase Auth does not let this user sign in; its code tells the reason
 * - `session-lost`: Supabase Auth says that the session is over, or there is none; the client would go on unauthenticated
 * - `table-missing`, `function-missing`: the migration has not been run
 * - `function-ambiguous`: an older run of the migration has left a function of the same name
 * - `schema-not-exposed`: the project's API does not show the schema that the table is in
 * - `row-hidden`: signed in, but not on the allow-list, so row-level security hides the row
 * - `write-denied`: row-level security forbids writing
 * - `trigger-refuses`: a trigger of the table forbids this write
 * - `trigger-denied`: a trigger of the table, or its policy, uses another table that this user cannot access
 * - `column-in-the-way`: a column of the table requires a value, or a different one
 * - `value-not-jsonb`, `updated-at-type`: the column is of a type that cannot be written
 * - `several-rows`: the table has several rows with the key
 * - `wrong-address`: Supabase's gateway knows no project, or no such path, at this URL
 * - `not-supabase`: something answered that is not Supabase
 * - `unexpected-answer`: Supabase gave an answer that is not known here
 */
export type StoreErrorKind = keyof typeof passesByItself

/** Whether each kind goes away by itself. A person fixes all others, in Supabase or in the settings. */
export const passesByItself = {
  unavailable: true,
  busy: true,
  'statement-timeout': true,
  'read-only': true,
  'clock-skew': true,
  restricted: false,
  paused: false,
  'wrong-key': false,
  'legacy-keys-disabled': false,
  'secret-key-refused': false,
  'bad-password': false,
  'email-not-confirmed': false,
  'user-banned': false,
  'captcha-needed': false,
  'email-sign-in-off': false,
  'sign-in-refused': false,
  'session-lost': false,
  'table-missing': false,
  'function-missing': false,
  'function-ambiguous': false,
  'schema-not-exposed': false,
  'row-hidden': false,
  'write-denied': false,
  'trigger-refuses': false,
  'trigger-denied': false,
  'column-in-the-way': false,
  'value-not-jsonb': false,
  'updated-at-type': false,
  'several-rows': false,
  'wrong-address': false,
  'not-supabase': false,
  'unexpected-answer': false,
} as const

export const isStoreErrorKind = (kind: string): kind is StoreErrorKind => kind in passesByItself

/** Whether a write may have been carried out despite this error: its answer got lost, or came from elsewhere. */
export const isUnclear = (kind: StoreErrorKind): boolean =>
  kind === 'unavailable' || kind === 'busy' || kind === 'not-supabase' || kind === 'unexpected-answer'

/** The code of `unavailable` when no answer came in time. */
export const timedOutCode = 'TIMED_OUT'

/** The details of an error beside its kind. */
export interface StoreErrorDetail {
  readonly code?: string
  readonly retryAfterSeconds?: number
  readonly cause?: unknown
}

/** The only error that a `Store` rejects with. Its text is for developers, and names no key or token. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly kind: StoreErrorKind
  /**
   * PostgREST's, PostgreSQL's or Auth's own code (`PGRST205`, `42501`, `invalid_credentials`), if it gave one; else the
   * network's (`ECONNREFUSED`), `TIMED_OUT`, or the answer's status (`HTTP_540`).
   */
  readonly code: string | null
  /** How long Supabase asks to wait, if it said so. */
  readonly retryAfterSeconds: number | null

  constructor(kind: StoreErrorKind, message: string, detail: StoreErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause })
    this.kind = kind
    this.code = detail.code ?? null
    this.retryAfterSeconds = detail.retryAfterSeconds ?? null
  }
}
