import { type AuthError, isAuthRetryableFetchError } from '@supabase/supabase-js'
import { StoreError } from './errors.ts'

/** What supabase-js gives for a request to the database. Its error texts may quote values: only codes leave this file. */
export interface Answer {
  readonly data: unknown
  readonly error: { readonly code?: string | null; readonly message?: string | null } | null
  readonly status: number
}

/** The message of the connection's own fetch for a redirect, where the network layer does not show it. */
export const REDIRECTED = 'redirected'

/** The codes of `unavailable` that are this app's own: no answer in time, and an answer with no code but its status. */
export const TIMED_OUT = 'TIMED_OUT'
const codeOfStatus = (status: number) => `HTTP_${status}`

export const isMissingColumn = (error: unknown) => hasCode(error, '42703', 'PGRST204')
export const isTakenKey = (error: unknown) => hasCode(error, '23505')

/** The user's JWT has expired, is forged, or was made with a key that is no longer in use. */
export const isRefusedSession = ({ error }: Answer) => /^PGRST30[0-3]$/.test(error?.code ?? '')

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof StoreError && error.code !== null && codes.includes(error.code)
}

/**
 * The `StoreError` that a failed request to the database means. Takes the answer, what was tried and whether a user's
 * session went along; gives the error, which quotes nothing of the answer but its code.
 */
export function databaseError(answer: Answer, tried: 'read' | 'write', withSession: boolean): StoreError {
  const code = codeOf(answer.error?.code)
  const detail = code === null ? {} : { code }
  const { status } = answer
  const message = answer.error?.message ?? ''
  if (status === 0) return unreachable(message)
  if (isRefusedSession(answer)) return withSession ? sessionLost(code) : wrongKey(code)
  switch (code) {
    case 'PGRST205':
    case '42P01':
      return new StoreError('table-missing', `The table is missing. ${RUN_MIGRATION}`, detail)
    case 'PGRST204':
    case '42703':
      return new StoreError('table-missing', `The table lacks a column that is needed. ${RUN_MIGRATION}`, detail)
    case 'PGRST202':
    case '42883':
      return functionMissing(code)
    case '42501':
      return tried === 'read' ? rowHidden(code) : writeDenied(code)
  }
  if (isSecretKeyRefused(status, message)) return secretKeyRefused(code)
  if (status === 401) return wrongKey(code)
  if (status === 408 || status === 429 || status >= 500) return troubled(status, code)
  return unexpected(status, code)
}

/**
 * The `StoreError` that a failed sign-in to Supabase means. Takes what Supabase Auth answered; gives the error, which
 * quotes nothing of it but its code.
 */
export function signInError(error: AuthError): StoreError {
  const status = error.status ?? 0
  const code = codeOf(error.code)
  const detail = code === null ? {} : { code }
  if (isAuthRetryableFetchError(error)) return status === 0 ? unreachable(error.message) : troubled(status, code)
  if (code === 'invalid_credentials' || /^invalid login credentials$/i.test(error.message)) {
    return new StoreError(
      'bad-password',
      'Supabase does not know this e-mail and password. Correct them in the settings.',
      detail,
    )
  }
  if (code === 'email_not_confirmed') {
    return new StoreError(
      'email-not-confirmed',
      'The e-mail of this Supabase user is not confirmed. Open the link in the message that Supabase sent to it.',
      detail,
    )
  }
  if (code === 'user_banned') {
    return new StoreError('user-banned', 'This Supabase user is banned. Enter another one in the settings.', detail)
  }
  if (status === 408 || status === 429) return troubled(status, code)
  if (isSecretKeyRefused(status, error.message)) return secretKeyRefused(code)
  if (status === 401 && code === null) return wrongKey(code)
  return unexpected(status, code)
}

const RUN_MIGRATION = 'Run the file in supabase/migrations in the SQL editor of your Supabase project.'

export function sessionLost(code: string | null): StoreError {
  const text = 'The sign-in to Supabase has ended and could not be renewed. Sign in to Supabase again in the settings.'
  return new StoreError('session-lost', text, code === null ? {} : { code })
}

export function rowHidden(code: string | null): StoreError {
  const text =
    'Supabase hides the row from this user. Add the user to the table system_settings_members, as the file in supabase/migrations says.'
  return new StoreError('row-hidden', text, code === null ? {} : { code })
}

export function writeDenied(code: string | null): StoreError {
  const text =
    'Supabase does not let this user write the row. Add the user to the table system_settings_members, as the file in supabase/migrations says.'
  return new StoreError('write-denied', text, code === null ? {} : { code })
}

export function functionMissing(code: string | null): StoreError {
  const text = `The function that writes this row safely is missing. ${RUN_MIGRATION}`
  return new StoreError('function-missing', text, code === null ? {} : { code })
}

/** The answer has the right status, but not the form of what was asked for. */
export function strange(): StoreError {
  return new StoreError(
    'unexpected-answer',
    'What answered is not Supabase. Check its URL in the settings, and whether the network asks you to sign in.',
  )
}

export function severalRows(): StoreError {
  return new StoreError(
    'unexpected-answer',
    `The table has several rows with this key. Delete all but one. ${RUN_MIGRATION}`,
  )
}

export function timedOut(): StoreError {
  return new StoreError('unavailable', 'Supabase did not answer in time. Wait and try again.', { code: TIMED_OUT })
}

export function stopped(): StoreError {
  return new StoreError('unavailable', 'The question to Supabase was called off.')
}

export function noAddress(): StoreError {
  return new StoreError(
    'unexpected-answer',
    'The Supabase URL or key in the settings is not one. Copy both again: Supabase, Project Settings, API.',
  )
}

const isSecretKeyRefused = (status: number, message: string) => status === 401 && /secret API key/i.test(message)

function secretKeyRefused(code: string | null): StoreError {
  const text =
    'Supabase took this app for a browser and refused its secret key. Put the publishable key in the settings and sign in with a Supabase user.'
  return new StoreError('secret-key-refused', text, code === null ? {} : { code })
}

function wrongKey(code: string | null): StoreError {
  const text = 'Supabase does not know this key. Copy the publishable key again: Supabase, Project Settings, API Keys.'
  return new StoreError('wrong-key', text, code === null ? {} : { code })
}

function unreachable(message: string): StoreError {
  if (message.endsWith(REDIRECTED)) return strange()
  // The connection's own fetch leaves nothing but a code in the message.
  const reason = /\b(E[A-Z][A-Z0-9_]+|[A-Z]+_[A-Z0-9_]+)$/.exec(message)?.[1]
  return new StoreError(
    'unavailable',
    `Supabase was not reached${reason === undefined ? '' : ` (${reason})`}. Check the network and try again.`,
    reason === undefined ? {} : { code: reason },
  )
}

function troubled(status: number, code: string | null): StoreError {
  const text = `Supabase cannot answer now (HTTP ${status}). Wait and try again; if it lasts, see whether the project is paused.`
  return new StoreError('unavailable', text, { code: code ?? codeOfStatus(status) })
}

function unexpected(status: number, code: string | null): StoreError {
  if (code === null) return strange()
  return new StoreError(
    'unexpected-answer',
    `Supabase refused the request (HTTP ${status}, ${code}). Check its URL in the settings and run the file in supabase/migrations.`,
    { code },
  )
}

function codeOf(code: unknown): string | null {
  return typeof code === 'string' && /^\w{3,40}$/.test(code) ? code : null
}
