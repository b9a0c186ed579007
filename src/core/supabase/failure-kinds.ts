import type { StoreErrorKind } from '../keeper/store-error.ts'

/** A bad answer of the database, of Auth, or of the gateway in front of both. */
export interface BadAnswer {
  readonly status: number
  readonly code: string | null
  readonly message: string
  readonly details: string
}

/**
 * PostgREST's and PostgreSQL's codes, a whole class of PostgreSQL's by its first two characters.
 * Sources: PostgREST, "Errors"; PostgreSQL, appendix A; the reports in test/strangers.
 */
const kindsOfCodes: Readonly<Record<string, StoreErrorKind>> = {
  PGRST000: 'busy',
  PGRST001: 'busy',
  PGRST002: 'busy',
  PGRST003: 'busy',
  PGRST106: 'schema-not-exposed',
  PGRST125: 'wrong-address',
  PGRST202: 'function-missing',
  PGRST203: 'function-ambiguous',
  PGRST204: 'table-missing',
  PGRST205: 'table-missing',
  '08': 'busy',
  '09': 'trigger-refuses',
  '23': 'column-in-the-way',
  '22001': 'column-in-the-way',
  '22003': 'column-in-the-way',
  '25006': 'read-only',
  '38': 'trigger-refuses',
  '39': 'trigger-refuses',
  '40': 'busy',
  // PostgREST answers 500 for some of these, though they do not pass: 42P17, a policy that asks its own table.
  '42': 'unexpected-answer',
  '42703': 'table-missing',
  '42725': 'function-ambiguous',
  '42804': 'value-not-jsonb',
  '42846': 'value-not-jsonb',
  '42883': 'function-missing',
  '42P01': 'table-missing',
  '428C9': 'column-in-the-way',
  '53': 'busy',
  '53100': 'read-only',
  '54': 'busy',
  // A key that is deferrable, by which nothing can be added safely.
  '55': 'unexpected-answer',
  '55P03': 'busy',
  '57014': 'statement-timeout',
  '57P': 'busy',
  '58030': 'busy',
  P0: 'trigger-refuses',
}

/**
 * The kind of the database's own code; null if it has none that is known here. `tried`: a read is never stopped by a column or
 * a trigger. `isOwn`: whether a table or function of that name is the settings' own.
 */
export function kindOfCode(
  { code, message, details }: BadAnswer,
  tried: 'read' | 'write',
  isOwn: (name: string) => boolean,
): StoreErrorKind | null {
  if (code === null) return null
  if (code === '42501') {
    const other = namedIn(message)
    if (other !== null && !isOwn(other)) return 'trigger-denied'
    return tried === 'read' ? 'row-hidden' : 'write-denied'
  }
  if (isOfUpdatedAt(message, details)) return 'updated-at-type'
  // Comparing jsonb with a column of another type.
  if (code === '42883' && /operator does not exist/i.test(message)) return 'value-not-jsonb'
  const kind = kindsOfCodes[code] ?? kindsOfCodes[code.slice(0, 3)] ?? kindsOfCodes[code.slice(0, 2)] ?? null
  return kind === 'trigger-refuses' && tried === 'read' ? 'unexpected-answer' : kind
}

/** The table, view, sequence or function that PostgreSQL denies, from its English message; null if it names none. */
function namedIn(message: string): string | null {
  const found = /(?:table|relation|view|sequence|function) "?(?:\w+\.)?(\w+)"?/i.exec(message)
  return found?.[1] ?? null
}

/** Whether `updated_at` does not take the time of the write, or is not of the type that the function gives. */
function isOfUpdatedAt(message: string, details: string): boolean {
  return (
    /column "updated_at" is of type/i.test(message) ||
    /invalid input syntax for type [\w ]+: "now"/i.test(message) ||
    /expected type timestamp/i.test(details)
  )
}

/**
 * The kind of an answer of the gateway in front of a project, or of anything else in its place; the same before the database
 * and before Auth. Null if the answer is the server's own.
 */
export function kindBefore({ status, code, message }: BadAnswer): StoreErrorKind | null {
  if (status === 402 || /service for this project is restricted/i.test(message)) return 'restricted'
  if (status === 540) return 'paused'
  // RFC 6585, 6: the network asks for a sign-in, and no server has been asked.
  if (status === 511) return 'not-supabase'
  if (status === 408 || status === 429 || status >= 500) return 'busy'
  if (code !== null) return null
  if (/legacy api keys are disabled/i.test(message)) return 'legacy-keys-disabled'
  if (status === 401 && /secret api key/i.test(message)) return 'secret-key-refused'
  if (/project not specified|requested path is invalid/i.test(message)) return 'wrong-address'
  // A page for people, from a network or from a gateway; Supabase writes none.
  if (status < 400 || /^\s*</.test(message)) return 'not-supabase'
  return status === 401 ? 'wrong-key' : 'not-supabase'
}

/**
 * Supabase Auth's codes; `session-lost` and `user-banned` are the only ones that end a session. Source: Supabase's list of
 * error codes, and supabase/auth's own.
 */
const kindsOfAuth: Readonly<Record<string, StoreErrorKind>> = {
  refresh_token_not_found: 'session-lost',
  refresh_token_already_used: 'session-lost',
  session_not_found: 'session-lost',
  session_expired: 'session-lost',
  user_not_found: 'session-lost',
  user_banned: 'user-banned',
  email_not_confirmed: 'email-not-confirmed',
  phone_not_confirmed: 'email-not-confirmed',
  provider_email_needs_verification: 'email-not-confirmed',
  invalid_credentials: 'bad-password',
  email_address_invalid: 'bad-password',
  captcha_failed: 'captcha-needed',
  anonymous_provider_disabled: 'email-sign-in-off',
  email_provider_disabled: 'email-sign-in-off',
  otp_disabled: 'email-sign-in-off',
  phone_provider_disabled: 'email-sign-in-off',
  provider_disabled: 'email-sign-in-off',
  signup_disabled: 'email-sign-in-off',
  bad_jwt: 'wrong-key',
  no_authorization: 'wrong-key',
  conflict: 'busy',
  hook_timeout: 'busy',
  hook_timeout_after_retry: 'busy',
  over_email_send_rate_limit: 'busy',
  over_request_rate_limit: 'busy',
  over_sms_send_rate_limit: 'busy',
  request_timeout: 'busy',
  unexpected_failure: 'busy',
}

/** The kind of Supabase Auth's own answer about a user or a session; null if it is about something else. */
export function kindOfAuth({ status, code, message }: BadAnswer): StoreErrorKind | null {
  const known = code === null ? undefined : kindsOfAuth[code]
  if (known !== undefined) return known
  if (/^invalid login credentials$/i.test(message)) return 'bad-password'
  if (code === null && /^email not confirmed$/i.test(message)) return 'email-not-confirmed'
  // Auth's word for a refresh token that is not in its own form.
  if (code === 'validation_failed' && /^refresh token is not valid\b/i.test(message)) return 'session-lost'
  // Versions of Auth before 2024 say so in words alone.
  const isOldWord = status >= 400 && status < 500 && /^invalid refresh token\b/i.test(message)
  if (isOldWord) return /banned/i.test(message) ? 'user-banned' : 'session-lost'
  return null
}

/** Whether a code has the form of Auth's, words of lower-case letters, for example for a further factor or a broken hook. */
export const isAuthCode = (code: string | null): boolean => code !== null && /^[a-z]+(_[a-z]+)+$/.test(code)
