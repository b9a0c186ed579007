import { StoreError, type StoreErrorKind, timedOutCode } from '../keeper/store-error.ts'
import { type BadAnswer, isAuthCode, kindBefore, kindOfAuth, kindOfCode } from './failure-kinds.ts'

/** The result of a database request of supabase-js. Its error texts may quote values: only codes leave this file. */
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
  return new StoreError(kind, textPatterns[kind], {
    code: code ?? codeOfStatus(status),
    ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
  })
}

const runMigration = 'Run the file in supabase/migrations in the SQL editor of your Supabase project.'
const addMember = 'Add the user to the table system_settings_members, as the file in supabase/migrations says.'

/** The developer's message of each kind; the faces have texts of their own. */
const textPatterns: Readonly<Record<StoreErrorKind, string>> = {
  unavailable: 'Supabase was not reached. Check the network and try again.',
  busy: 'Supabase cannot answer now. Wait and try again.',
  'statement-timeout': 'The database took too long and gave up. Wait and try again.',
  'read-only': 'The database writes nothing for now: its disk may be full. See the project in Supabase.',
  'clock-skew': 'The clocks within Supabase disagree. Wait and try again.',
  restricted: 'Supabase restricts this project, because a quota is used up. Its owner has to act in Supabase.',
  paused: 'The Supabase project is paused. Restore it in Supabase.',
  'wrong-key': 'Supabase does not know this key. Copy the publishable key again: Supabase, Project Settings, API Keys.',
  'legacy-keys-disabled':
    'The project no longer takes keys of the older kind (anon, service_role). Copy a publishable or secret key: Supabase, Project Settings, API Keys.',
  'secret-key-refused':
    'Supabase took this app for a browser and refused its secret key. Put the publishable key in the settings and sign in with a Supabase user.',
  'bad-password': 'Supabase does not know this e-mail and password. Correct them in the settings.',
  'email-not-confirmed':
    'The e-mail of this Supabase user is not confirmed. Open the link in the message that Supabase sent to it.',
  'user-banned': 'This Supabase user is banned. Enter another one in the settings.',
  'captcha-needed':
    'The project asks for a captcha, which a program cannot solve. Turn it off in Supabase, or use a secret key.',
  'email-sign-in-off':
    'The project does not let users sign in this way. Turn sign-in by email on in Supabase, or use a secret key.',
  'sign-in-refused': 'Supabase does not let this user sign in. Its code says why.',
  'session-lost': 'The sign-in to Supabase has ended. Sign in to Supabase again in the settings.',
  'table-missing': `The table, or a column of it, is missing. ${runMigration}`,
  'function-missing': `The function that writes this row safely is missing. ${runMigration}`,
  'function-ambiguous':
    'There are two functions that write this row: an older run of the migration left one with three arguments. Drop that one.',
  'schema-not-exposed':
    'The API of the project does not show the schema of this table. Expose it: Supabase, Project Settings, Data API.',
  'row-hidden': `Supabase hides the row from this user. ${addMember}`,
  'write-denied': `Supabase does not let this user write the row. ${addMember}`,
  'trigger-refuses': 'A trigger of the table forbids this write. Correct the trigger in Supabase.',
  'trigger-denied':
    'A trigger or a policy of the table uses another table, which is closed to this user. Let the trigger’s function run as its owner (security definer), or open that table.',
  'column-in-the-way':
    'A column of the table does not take the value it gets, or asks for one. Correct it in Supabase.',
  'value-not-jsonb': 'The column value is not of type jsonb. Change its type in Supabase.',
  'updated-at-type': 'The column updated_at is no timestamp. Change its type to timestamptz in Supabase.',
  'several-rows': 'The table has several rows with this key. Delete all but one.',
  'wrong-address': 'There is no Supabase project, or no such path, at this URL. Copy the Project URL again.',
  'not-supabase':
    'What answered is not Supabase. Check its URL in the settings, and whether the network asks you to sign in.',
  'unexpected-answer': 'Supabase gave an answer that is not known here. Its code says more.',
}

const known = (kind: StoreErrorKind, code: string | null) =>
  new StoreError(kind, textPatterns[kind], code === null ? {} : { code })

export const sessionLost = (code: string | null): StoreError => known('session-lost', code)
export const rowHidden = (code: string | null): StoreError => known('row-hidden', code)
export const writeDenied = (code: string | null): StoreError => known('write-denied', code)
export const functionMissing = (code: string | null): StoreError => known('function-missing', code)
/** The answer has the right status, but not the form of what was asked for. */
export const strange = (): StoreError => known('not-supabase', null)
export const severalRows = (): StoreError => known('several-rows', null)

export function timedOut(): StoreError {
  return new StoreError('unavailable', 'Supabase did not answer in time. Wait and try again.', { code: timedOutCode })
}

export function stopped(): StoreError {
  return new StoreError('unavailable', 'The question to Supabase was called off.')
}

export function noAddress(): StoreError {
  return new StoreError(
    'wrong-address',
    'The Supabase URL or key in the settings is not one. Copy both again: Supabase, Project Settings, API.',
  )
}

/** The error for a request that failed on its way. Takes its message, in which the connection's own fetch leaves only a code. */
function unreachable(message: string): StoreError {
  if (message.endsWith(redirectedCode) || message.endsWith(tooLong)) return strange()
  const reason = /\b(E[A-Z][A-Z0-9_]+|[A-Z]+_[A-Z0-9_]+)$/.exec(message)?.[1]
  return new StoreError(
    'unavailable',
    `Supabase was not reached${reason === undefined ? '' : ` (${reason})`}. Check the network and try again.`,
    reason === undefined ? {} : { code: reason },
  )
}

function codeOf(code: unknown): string | null {
  return typeof code === 'string' && /^\w{3,40}$/.test(code) ? code : null
}
