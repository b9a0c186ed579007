import type { Connection } from '../core/supabase/connection.ts'
import { isRowKey, isTableName } from '../core/supabase/names.ts'
import { KeychainItem } from './keychain.ts'

/**
 * Where the system's keychain has the connection that the desktop app hands to the command line of the same user, while a
 * person allows it. No token and no session is in it: each is spent by one program alone. For a user without a password the
 * command line has to sign in by itself, see `SignIn`.
 */
export const handoverItem = (): KeychainItem =>
  new KeychainItem(handoverAttributes.service, handoverAttributes.username)

/** By which the item is found, on Linux by these very names. */
export const handoverAttributes = { service: 'Gazelle Keeper', username: 'command line' } as const

const version = 1

/** The connection as a secret of the keychain, and nothing else that the object may have. */
export function packHandover(connection: Connection): Uint8Array {
  const { gazelleUrl, supabaseUrl, supabaseKey, supabaseUser, table, rowKey, application } = connection
  const content = { version, gazelleUrl, supabaseUrl, supabaseKey, supabaseUser, table, rowKey, application }
  return new TextEncoder().encode(JSON.stringify(content))
}

/** The connection in a secret of the keychain; null where it is not one that this version understands. Never throws. */
export function unpackHandover(secret: Uint8Array): Connection | null {
  const content = parse(new TextDecoder().decode(secret))
  if (content?.['version'] !== version) return null
  const { gazelleUrl, supabaseUrl, supabaseKey, supabaseUser, table, rowKey, application } = content
  const isUnderstood =
    isUrl(gazelleUrl) &&
    isUrl(supabaseUrl) &&
    isText(supabaseKey) &&
    (supabaseUser === null || hasTexts(supabaseUser, 'email')) &&
    isText(table) &&
    isTableName(table) &&
    isText(rowKey) &&
    isRowKey(rowKey) &&
    (application === null || hasTexts(application, 'clientId', 'clientSecret'))
  return isUnderstood ? (content as unknown as Connection) : null
}

function parse(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isUrl = (value: unknown): boolean => isText(value) && URL.canParse(value)
const hasTexts = (value: unknown, ...names: string[]): boolean =>
  typeof value === 'object' && names.every((name) => isText((value as Record<string, unknown>)[name]))
