import { objectOf, parseObject } from '../core/base/json.ts'
import { isPrivateAddress } from '../core/base/safe-fetch.ts'
import { gazelleOrigin } from '../core/gazelle/addresses.ts'
import { type Connection, wholeConnection } from '../core/supabase/connection.ts'
import { defaultRowKey, defaultTable, isRowKey, isTableName } from '../core/supabase/names.ts'

/** What a check needs of its host. Holds secrets. */
export interface CheckSettings {
  readonly connection: Connection
  /** Seals the journal in the row: the same for all keepers that are to read each other's. */
  readonly journalSecret: string
}

/** A variable that is missing, or cannot be what it should be. Its text names the variable, and quotes no value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

/** Gives a variable's value; undefined where there is none. */
export type ReadVariable = (name: string) => string | undefined

const shortestSecret = 32

/**
 * The settings from the host's variables. The project's address and key are those that Supabase gives to each of its functions, or,
 * elsewhere, `SUPABASE_URL` and `SUPABASE_KEY`. Throws a `SettingsError`.
 */
export function settingsFrom(read: ReadVariable): CheckSettings {
  const application = {
    clientId: word('GAZELLE_CLIENT_ID', textOf(read, 'GAZELLE_CLIENT_ID')),
    clientSecret: word('GAZELLE_CLIENT_SECRET', textOf(read, 'GAZELLE_CLIENT_SECRET')),
  }
  const table = textOf(read, 'GAZELLE_TABLE') ?? defaultTable
  if (!isTableName(table)) throw new SettingsError('GAZELLE_TABLE is no name of a table.')
  const rowKey = textOf(read, 'GAZELLE_ROW_KEY') ?? defaultRowKey
  if (!isRowKey(rowKey)) throw new SettingsError('GAZELLE_ROW_KEY is no key of a row.')
  return {
    connection: wholeConnection({
      supabaseUrl: address('SUPABASE_URL', textOf(read, 'SUPABASE_URL')).replace(/\/+$/, ''),
      supabaseKey: word('SUPABASE_KEY', keyFrom(read)),
      gazelleUrl: new URL(address('GAZELLE_URL', textOf(read, 'GAZELLE_URL') ?? gazelleOrigin)).origin,
      application,
      table,
      rowKey,
    }),
    journalSecret: secretFrom(read, 'GAZELLE_JOURNAL_SECRET'),
  }
}

/** The value of a variable that holds a secret of our own making. Throws a `SettingsError` where it is missing or short. */
export function secretFrom(read: ReadVariable, name: string): string {
  const secret = textOf(read, name)
  if (secret === null) throw new SettingsError(`${name} is missing.`)
  if (secret.length < shortestSecret) throw new SettingsError(`${name} must have ${shortestSecret} characters or more.`)
  return secret
}

/** Supabase gives its functions the secret keys by name, and in older projects the service role's key. */
function keyFrom(read: ReadVariable): string | null {
  const keys = objectOf(parseObject(textOf(read, 'SUPABASE_SECRET_KEYS') ?? ''))
  const named = keys?.['default'] ?? Object.values(keys ?? {})[0]
  return textOf(read, 'SUPABASE_KEY') ?? (typeof named === 'string' ? named : textOf(read, 'SUPABASE_SERVICE_ROLE_KEY'))
}

function textOf(read: ReadVariable, name: string): string | null {
  const value = read(name)?.trim()
  return value === undefined || value === '' ? null : value
}

function word(name: string, value: string | null): string {
  // Headers carry visible ASCII.
  if (value === null || !/^[\x21-\x7e]+$/.test(value)) {
    throw new SettingsError(`${name} is missing, or not one word of plain characters.`)
  }
  return value
}

function address(name: string, value: string | null): string {
  const url = value === null ? null : URL.parse(value)
  if (value === null || url === null) throw new SettingsError(`${name} is missing, or no URL.`)
  // The gateway of `supabase start` on one's own computer (http://kong:8000) is no exception: requests would refuse it later.
  if (!isPrivateAddress(value)) throw new SettingsError(`${name} must begin with https://.`)
  return value
}
