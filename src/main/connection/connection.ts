import type { AlertValues } from '../../core/alerts/alert-fields.ts'
import type { Connection } from '../../core/supabase/connection.ts'
import type { SignIn } from '../../core/supabase/session.ts'
import { kindOfKey } from '../../core/supabase/setup/supabase-key.ts'
import { fingerprint } from '../../core/token/fingerprint.ts'

/** The parts of a connection that a person has set up so far. Holds secrets: it stays in main. */
export interface ConnectionParts {
  /** Gazelle's origin, "https://gazelleapp.io". */
  readonly gazelleUrl: string
  readonly supabaseUrl: string | null
  readonly supabaseKey: string | null
  /** The Supabase user; null: none. */
  readonly supabaseEmail: string | null
  /** Null for a user who signed in by a one-time code and has only a session. */
  readonly supabasePassword: string | null
  /** Whether the publishable key alone is known to open the row. */
  readonly supabaseIsOpen: boolean
  readonly supabaseTable: string
  readonly supabaseRowKey: string
  readonly oauthClientId: string | null
  readonly oauthSecret: string | null
  readonly oauthRedirectUri: string | null
  /** Whether the person signs in with the system's own browser. */
  readonly oauthInBrowser: boolean
  /** Where alerts about the project's row go. */
  readonly alerts: AlertValues
}

/** The connection that the app uses. Holds secrets: it stays in main. */
export interface AppConnection extends Connection {
  readonly isSandbox: boolean
}

/** The connection that the parts make; null while the project, the key, or a user to whom the row opens is missing. */
export function connectionOfParts(parts: ConnectionParts, isSandbox: boolean): AppConnection | null {
  const { gazelleUrl, supabaseUrl, supabaseKey, oauthClientId, oauthSecret } = parts
  if (supabaseUrl === null || supabaseKey === null) return null
  const { needsSignIn } = kindOfKey(supabaseKey)
  const supabaseUser = needsSignIn ? userOf(parts) : null
  if (needsSignIn && supabaseUser === null && !parts.supabaseIsOpen) return null
  return {
    isSandbox,
    gazelleUrl,
    supabaseUrl,
    supabaseKey,
    supabaseUser,
    table: parts.supabaseTable,
    rowKey: parts.supabaseRowKey,
    application:
      oauthClientId === null || oauthSecret === null ? null : { clientId: oauthClientId, clientSecret: oauthSecret },
  }
}

/** The Supabase user, or null. */
export function userOf({ supabaseEmail, supabasePassword }: ConnectionParts): SignIn | null {
  return supabaseEmail === null ? null : { email: supabaseEmail, password: supabasePassword }
}

/** Whether the parts name the same OAuth application: one Gazelle, one id, one secret. Which callback it uses does not count. */
export function isSameApplication(one: ConnectionParts, other: ConnectionParts): boolean {
  const names = ['gazelleUrl', 'oauthClientId', 'oauthSecret'] as const
  return names.every((name) => one[name] === other[name])
}

/** A short name of the row and of the Gazelle its token is for: what belongs to one belongs to no other. */
export function nameOfRow({
  gazelleUrl,
  supabaseUrl,
  table,
  rowKey,
}: Pick<Connection, 'gazelleUrl' | 'supabaseUrl' | 'table' | 'rowKey'>): string {
  return fingerprint([gazelleUrl, supabaseUrl, table, rowKey].join(' '))
}
