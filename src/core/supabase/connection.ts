import { gazelleOrigin } from '../gazelle/addresses.ts'
import type { OAuthApplication } from '../gazelle/token-endpoint.ts'
import { defaultRowKey, defaultTable } from './names.ts'
import type { SignIn } from './session.ts'

/** Where Gazelle and the row are, and how to get in. Holds secrets. */
export interface Connection {
  /** Gazelle's origin; its own is `https://gazelleapp.io`. */
  readonly gazelleUrl: string
  /** The Supabase project, `https://….supabase.co`. */
  readonly supabaseUrl: string
  /** A secret key, or a publishable one with a user. */
  readonly supabaseKey: string
  /** The Supabase Auth user, or null where the key alone opens the row. */
  readonly supabaseUser: SignIn | null
  /** The usual one is `system_settings`. */
  readonly table: string
  /** The usual one is `gazelle_oauth_token`. */
  readonly rowKey: string
  /** The OAuth application registered at Gazelle, or null: then no refresh token can be spent. */
  readonly application: OAuthApplication | null
}

/** A connection of which all may be left out that is not a project's own. */
export type PartialConnection = Pick<Connection, 'supabaseUrl' | 'supabaseKey'> & Partial<Connection>

/** The whole connection: where nothing is said, Gazelle's own origin, the usual row, no user and no application. */
export function wholeConnection(given: PartialConnection): Connection {
  const { gazelleUrl = gazelleOrigin, supabaseUser = null, application = null } = given
  const { supabaseUrl, supabaseKey, table = defaultTable, rowKey = defaultRowKey } = given
  return { gazelleUrl, supabaseUrl, supabaseKey, supabaseUser, table, rowKey, application }
}

/** The Supabase project and the row of a connection, as the stores and the checklist take them. */
export const projectAndRow = ({ supabaseUrl, supabaseKey, supabaseUser, table, rowKey }: Connection) => ({
  url: supabaseUrl,
  key: supabaseKey,
  signIn: supabaseUser,
  table,
  rowKey,
})
