import { isLoopback } from '../../core/base/loopback.ts'
import { gazelleOrigin } from '../../core/gazelle/addresses.ts'
import type { OAuthApplication } from '../../core/gazelle/grant.ts'
import type { Connection } from '../../core/supabase/connection.ts'
import { defaultRowKey, defaultTable, isRowKey, isTableName } from '../../core/supabase/names.ts'
import type { SignIn } from '../../core/supabase/session.ts'
import { ConfigurationError, type KeyVariables, type Source, type VariableFlaw } from './configuration.ts'

/** The variables of a connection, by the names that users know. */
export const variableNames = [
  'SUPABASE_URL',
  'SUPABASE_KEY',
  'SUPABASE_SERVICE_ROLE_KEY',
  'SUPABASE_EMAIL',
  'SUPABASE_PASSWORD',
  'GAZELLE_CLIENT_ID',
  'GAZELLE_CLIENT_SECRET',
  'GAZELLE_SECRETS',
  'GAZELLE_URL',
  'GAZELLE_TABLE',
  'GAZELLE_ROW_KEY',
] as const

export type VariableName = (typeof variableNames)[number]

/** Those that hold a secret: they open the row, or get tokens. */
export const secretNames = [
  'SUPABASE_KEY',
  'SUPABASE_SERVICE_ROLE_KEY',
  'SUPABASE_PASSWORD',
  'GAZELLE_CLIENT_SECRET',
] as const satisfies readonly VariableName[]

export type Variables = Readonly<Record<string, string | undefined>>

/**
 * True if the source keeps its secrets in the system's keychain (`GAZELLE_SECRETS=keychain`). Throws a `ConfigurationError` for
 * any other place.
 */
export function namesKeychain(variables: Variables, source: Source): boolean {
  const place = textOf(variables, 'GAZELLE_SECRETS')
  if (place === null || place === 'keychain') return place !== null
  throw new ConfigurationError({ kind: 'invalid', variable: 'GAZELLE_SECRETS', flaw: 'not-keychain', source })
}

/** Whether tokens may go to this origin on the word of a file that nobody named: Gazelle's own, or this computer's. */
export function isUsualGazelle(url: string): boolean {
  const { origin, hostname } = new URL(url)
  return origin === gazelleOrigin || isLoopback(hostname)
}

/** True if at least one variable of a connection is set: then only this source counts. */
export function namesConnection(variables: Variables): boolean {
  return variableNames.some((name) => textOf(variables, name) !== null)
}

/**
 * The connection that the variables make. Takes them, and their source for the errors. Throws a `ConfigurationError` for a
 * missing or invalid value.
 */
export function connectionFrom(variables: Variables, source: Source): Connection {
  const need = (name: VariableName) => {
    const value = textOf(variables, name)
    if (value === null) throw new ConfigurationError({ kind: 'missing', variable: name, source })
    return value
  }
  const check = (name: VariableName, flaw: VariableFlaw | null) => {
    if (flaw !== null) throw new ConfigurationError({ kind: 'invalid', variable: name, flaw, source })
  }
  const supabaseUrl = need('SUPABASE_URL')
  check('SUPABASE_URL', flawOfUrl(supabaseUrl))
  const keyName = keyNameIn(variables)
  const supabaseKey = textOf(variables, keyName) ?? need('SUPABASE_KEY')
  check(keyName, isHeaderWord(supabaseKey) ? null : 'not-a-key')
  const gazelleUrl = textOf(variables, 'GAZELLE_URL') ?? gazelleOrigin
  check('GAZELLE_URL', flawOfUrl(gazelleUrl))
  return {
    gazelleUrl: new URL(gazelleUrl).origin,
    supabaseUrl: supabaseUrl.replace(/\/+$/, ''),
    supabaseKey,
    supabaseUser: user(),
    ...namesOf(variables, source),
    application: application(),
  }

  /** A user without a password signs in by a code. */
  function user(): SignIn | null {
    const password = textOf(variables, 'SUPABASE_PASSWORD')
    const isNamed = password !== null || textOf(variables, 'SUPABASE_EMAIL') !== null
    return isNamed ? { email: need('SUPABASE_EMAIL'), password } : null
  }

  /** The id and the secret are useful only together. */
  function application(): OAuthApplication | null {
    const names = ['GAZELLE_CLIENT_ID', 'GAZELLE_CLIENT_SECRET'] as const
    const isNamed = names.some((name) => textOf(variables, name) !== null)
    return isNamed ? { clientId: need(names[0]), clientSecret: need(names[1]) } : null
  }
}

/** The variables that give two different keys; null if there is one key. */
export function twoKeysIn(variables: Variables): KeyVariables | null {
  const used = keyNameIn(variables)
  const other = textOf(variables, 'SUPABASE_SERVICE_ROLE_KEY')
  return other === null || other === textOf(variables, used) ? null : { used, unused: 'SUPABASE_SERVICE_ROLE_KEY' }
}

/** The variable whose key counts. */
const keyNameIn = (variables: Variables) =>
  textOf(variables, 'SUPABASE_KEY') === null ? 'SUPABASE_SERVICE_ROLE_KEY' : 'SUPABASE_KEY'

/** The names of the table and the row. Throws a `ConfigurationError` for one that is not allowed. */
export function namesOf(variables: Variables, source: Source): { readonly table: string; readonly rowKey: string } {
  const table = textOf(variables, 'GAZELLE_TABLE') ?? defaultTable
  const rowKey = textOf(variables, 'GAZELLE_ROW_KEY') ?? defaultRowKey
  const refuse = (variable: VariableName) =>
    new ConfigurationError({ kind: 'invalid', variable, flaw: 'not-a-name', source })
  if (!isTableName(table)) throw refuse('GAZELLE_TABLE')
  if (!isRowKey(rowKey)) throw refuse('GAZELLE_ROW_KEY')
  return { table, rowKey }
}

/** The flaw in the address of a server that gets secrets, or null. */
export function flawOfUrl(text: string): VariableFlaw | null {
  if (!URL.canParse(text)) return 'not-a-url'
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return 'not-a-url'
  if (protocol === 'https:') return null
  if (protocol !== 'http:') return 'not-a-url'
  return isLoopback(hostname) ? null : 'not-https'
}

const isHeaderWord = (text: string) => /^[\x21-\x7e]+$/.test(text)

/** An empty variable counts as unset: schedulers unset variables that way. */
export function textOf(variables: Variables, name: VariableName): string | null {
  const value = variables[name]?.trim() ?? ''
  return value === '' ? null : value
}
