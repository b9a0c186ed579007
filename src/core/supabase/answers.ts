import { StoreError, type StoreErrorDetail, type StoreErrorKind, timedOutCode } from '../keeper/store-error.ts'
import { type BadAnswer, isAuthCode, kindBefore, kindOfAuth, kindOfCode } from './failure-kinds.ts'

/** The result of a database request of postgrest-js. Its error texts may quote values: only codes leave this file. */
export interface Answer {
  readonly data: unknown
  readonly error: {
    readonly code?: string | null
    readonly message?: string | null
    readonly details?: string | null
    /** The gateway's word, which names it so. */
    readonly error?: string | null
  } | null
  readonly status: number
}

/** The circumstances of a failed request to the database. */
export interface Asked {
  readonly tried: 'read' | 'write'
  /** Whether a user's session went along, already refreshed where the database had refused it. */
  readonly withSession: boolean
  /** Whether the key is itself a JWT, which can expire; newer keys are none. */
  readonly keyIsJwt: boolean
  /** Whether a table or a function of that name is the settings' own. */
  readonly isOwn: (name: string) => boolean
  readonly retryAfterSeconds: number | null
}

/** The message of the connection's own fetch for a redirect that the network layer does not show. */
export const redirectedCode = 'redirected'
/** Its message for an answer that is longer than any of Supabase's. */
export const tooLong = 'too long'

/** The code of an answer that has none but its status. */
const codeOfStatus = (status: number) => `HTTP_${status}`

export const isMissingColumn = (error: unknown) => hasCode(error, '42703', 'PGRST204')
export const isTakenKey = (error: unknown) => hasCode(error, '23505')

/** Whether the JWT has expired, is from the future, is forged, or was made with a key that is no longer in use. */
export const isRefusedSession = ({ error }: Answer) => /^PGRST30[1-3]$/.test(error?.code ?? '')

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof StoreError && error.code !== null && codes.includes(error.code)
}

/**
 * The `StoreError` that a failed request to the database means. Takes the answer and the request's circumstances; the error
 * quotes nothing of the answer but its code.
 */
export function databaseError(answer: Answer, asked: Asked): StoreError {
  const { code, message, error: word, details } = answer.error ?? {}
  const bad = badAnswer(answer.status, code, message ?? word, details)
  if (bad.status === 0) return unreachable(bad.message)
  const kind = isRefusedSession(answer)
    ? kindOfRefusedJwt(bad, asked)
    : (kindOfCode(bad, asked.tried, asked.isOwn) ?? kindBefore(bad) ?? (bad.status === 401 ? 'wrong-key' : null))
  return errorOf(kind ?? 'unexpected-answer', bad, asked.retryAfterSeconds)
}

/**
 * The meaning of a refused JWT that was just made: a session is refreshed before this point, and for a key that is not a JWT
 * Supabase makes one for each request. So only the clocks of Supabase's parts can disagree, and that passes. The key is in
 * doubt if the JWT is refused for anything but its time.
 */
function kindOfRefusedJwt({ code, message }: BadAnswer, { withSession, keyIsJwt }: Asked): StoreErrorKind {
  const isOfTime = code === 'PGRST303' || /\bexpired\b|\bfuture\b|not yet valid/i.test(message)
  const hasKeyExpired = keyIsJwt && !withSession && !/\bfuture\b|not yet valid/i.test(message)
  return isOfTime && !hasKeyExpired ? 'clock-skew' : 'wrong-key'
}

/** The answer of Supabase Auth; status 0 means no answer. */
export interface AuthAnswer {
  readonly status: number
  readonly code: unknown
  readonly message: unknown
  readonly retryAfterSeconds: number | null
}

/** The `StoreError` that a bad answer of Supabase Auth means; it quotes nothing of the answer but its code. */
export function authError({ status, code, message, retryAfterSeconds }: AuthAnswer): StoreError {
  const bad = badAnswer(status, code, message)
  if (status === 0) return unreachable(bad.message)
  const kind = kindOfAuth(bad) ?? kindBefore(bad) ?? (isAuthCode(bad.code) ? 'sign-in-refused' : 'unexpected-answer')
  return errorOf(kind, bad, retryAfterSeconds)
}

function badAnswer(status: number, code: unknown, message: unknown, details: unknown = ''): BadAnswer {
  const text = (some: unknown) => (typeof some === 'string' ? some : '')
  return { status, code: codeOf(code), message: text(message), details: text(details) }
}

function errorOf(kind: StoreErrorKind, { status, code }: BadAnswer, retryAfterSeconds: number | null): StoreError {
  // An answer that is not Supabase's has no code of Supabase's: its status tells a redirect from a page.
  return known(kind, code ?? codeOfStatus(status), retryAfterSeconds === null ? {} : { retryAfterSeconds })
}

/** An error of a kind that an answer tells, with its code. */
const known = (kind: StoreErrorKind, code: string | null, detail: StoreErrorDetail = {}) =>
  new StoreError(kind, `Supabase: ${kind}${code === null ? '' : ` (${code})`}.`, {
    ...detail,
    ...(code === null ? {} : { code }),
  })

export const sessionLost = (code: string | null): StoreError => known('session-lost', code)
export const rowHidden = (code: string | null): StoreError => known('row-hidden', code)
export const writeDenied = (code: string | null): StoreError => known('write-denied', code)
export const functionMissing = (code: string | null): StoreError => known('function-missing', code)
/** The answer has the right status, but not the form of what was asked for. */
export const strange = (): StoreError => known('not-supabase', null)
export const severalRows = (): StoreError => known('several-rows', null)

export function timedOut(): StoreError {
  return new StoreError('unavailable', 'Supabase did not answer in time.', { code: timedOutCode })
}

export function stopped(): StoreError {
  return new StoreError('unavailable', 'The question to Supabase was called off.')
}

export function noAddress(): StoreError {
  return new StoreError('wrong-address', 'The Supabase URL or key cannot be used.')
}

/** The error for a request that failed on its way. Takes its message, in which the connection's own fetch leaves only a code. */
function unreachable(message: string): StoreError {
  if (message.endsWith(redirectedCode) || message.endsWith(tooLong)) return strange()
  const reason = /\b(E[A-Z][A-Z0-9_]+|[A-Z]+_[A-Z0-9_]+)$/.exec(message)?.[1]
  return new StoreError(
    'unavailable',
    `Supabase was not reached${reason === undefined ? '' : ` (${reason})`}.`,
    reason === undefined ? {} : { code: reason },
  )
}

function codeOf(code: unknown): string | null {
  return typeof code === 'string' && /^\w{3,40}$/.test(code) ? code : null
}
