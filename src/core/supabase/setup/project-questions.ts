import type { Clock, ServerClock, Store, StoredRow } from '../../keeper/ports.ts'
import { readRow } from '../../keeper/row-reading.ts'
import { StoreError } from '../../keeper/store-error.ts'
import { withPretendedToken } from '../../token/pretend.ts'
import type { Json } from '../../token/record.ts'
import { strange } from '../answers.ts'
import { discreet } from '../auth.ts'
import { type ConnectionOptions, openDatabase } from '../database.ts'
import { checkNames, defaultRowKey, defaultTable, forTable } from '../names.ts'
import { createRow } from '../row.ts'
import { createServerClock } from '../server-clock.ts'

export interface ProjectQuestionsOptions extends ConnectionOptions {
  readonly clock: Clock
  /** `system_settings` by default. */
  readonly table?: string
  /** `gazelle_oauth_token` by default. */
  readonly rowKey?: string
}

/** A row as PostgREST gives it: all columns. */
export type WholeRow = Readonly<Record<string, Json>>

type Rehearsed = Awaited<ReturnType<NonNullable<Store['rehearse']>>>

/** An object that the table's policies do not cover, as the migration's function lists it. */
export interface Bypass {
  /** `view`, `function`, `trigger` and others; a readable one can be requested through the API. */
  readonly kind: string
  /** As SQL writes it: `public.settings_view`, `public.setting(text)`. */
  readonly name: string
}

/** A part of the API that anybody with the key can request: a table or view, or a function without arguments. */
export interface Route {
  readonly kind: 'relation' | 'function'
  /** As the API names it. */
  readonly name: string
}

/** Single questions to a project, each rejecting with a `StoreError` and nothing else. */
export interface ProjectQuestions {
  /** Whether the key alone, without a user, shows the row. */
  isOpen(): Promise<boolean>
  /** Asks for the columns without a row; rejects if the user, the table or one of these columns does not exist. */
  hasColumns(columns: string): Promise<void>
  /** The rows with the key, two at most. */
  rows(): Promise<WholeRow[]>
  /** The row as the keeper reads it, with every digit of the value's text. */
  read(): Promise<StoredRow | null>
  /** Whether the user is on the list of members; rejects with `function-missing` if the migration has not been run. */
  isMember(): Promise<boolean>
  /**
   * Rejects with `function-missing` if there is no swap function, and with `write-denied` if the user is not allowed to call it.
   */
  hasSwap(): Promise<void>
  /** Whether a new token would reach the row; `unknown` if the migration has not been run. Changes nothing. */
  rehearse(): Promise<Rehearsed>
  /** The same for a new row with this key. */
  rehearseNew(key: string): Promise<Rehearsed>
  /** Writes a row beside the token's, and deletes it if allowed. Gives whether it was written. */
  writeBeside(): Promise<boolean>
  /** Objects that no policy covers; rejects with `function-missing` if the migration, or its newest form, has not been run. */
  bypasses(): Promise<Bypass[]>
  /** The tables, views and reading functions that the API describes to the key alone; empty if it describes nothing. */
  routes(): Promise<Route[]>
  /** The first rows of a table or view, or the result of a function, for the key alone. Asked by GET, which changes nothing. */
  rowsAsAnybody(route: Route): Promise<unknown>
  readonly table: string
  readonly rowKey: string
  readonly serverClock: ServerClock
}

/** Takes the connection and the names; asks nothing yet. Throws a `RangeError` for names that are not allowed. */
export function createProjectQuestions(options: ProjectQuestionsOptions, signal?: AbortSignal): ProjectQuestions {
  const { clock, table = defaultTable, rowKey = defaultRowKey } = options
  checkNames(table, rowKey)
  const serverClock = createServerClock(clock)
  const heard = { ...options, fetch: serverClock.listen(options.fetch) }
  const asAnybody = openDatabase({ ...heard, signIn: null })
  const { ask } = options.signIn === null ? asAnybody : openDatabase(heard)
  const call = (tried: 'read' | 'write', name: string, texts: Record<string, string | null> = {}) =>
    ask(tried, (client) => client.rpc(forTable(table, name), texts), signal)

  const rowWith = (key: string) =>
    createRow({ ask }, { table, key, readsBack: false, serverNow: () => null, pauses: [] })

  return {
    table,
    rowKey,
    serverClock,
    async isOpen() {
      const question = asAnybody.ask('read', (client) => client.from(table).select('key').eq('key', rowKey), signal)
      return rowsOf(await question).length > 0
    },
    async hasColumns(columns) {
      rowsOf(await ask('read', (client) => client.from(table).select(columns).limit(0), signal))
    },
    async rows() {
      return rowsOf(await ask('read', (client) => client.from(table).select().eq('key', rowKey).limit(2), signal))
    },
    read: () => rowWith(rowKey).read(signal),
    isMember: async () => (await call('read', 'is_system_settings_member')) !== false,
    async hasSwap() {
      try {
        // Without a new value the function writes nothing and raises this code.
        await call('write', 'swap_system_setting', { p_key: rowKey, p_expected: null, p_value: null })
      } catch (error) {
        if (!(error instanceof StoreError && error.code === '22004')) throw error
      }
    },
    async rehearse() {
      const row = rowWith(rowKey)
      const before = await row.read(signal)
      // The value that a renewal would write, or a person's token if the row holds none.
      const now = clock.now() / 1000
      return row.rehearse(before, withPretendedToken(readRow(before, now).old, now), signal)
    },
    rehearseNew: (key) => rowWith(key).rehearse(null, {}, signal),
    async writeBeside() {
      const key = `${rowKey}.check`
      const row = rowWith(key)
      const before: StoredRow | null = await row.read(signal)
      const { won } = await row.swap(before, { checked_at: clock.now() }, signal)
      // Members are not allowed to delete; a leftover row does no harm.
      await ask('write', (client) => client.from(table).delete().eq('key', key).select('key'), signal).catch(() => null)
      return won
    },
    async bypasses() {
      return rowsOf(await call('read', 'system_settings_bypasses')).map(({ kind, name }) => {
        if (typeof kind !== 'string' || typeof name !== 'string') throw strange()
        return { kind, name }
      })
    },
    async routes() {
      return routesIn(await describedApi(heard, signal).catch(() => null))
    },
    rowsAsAnybody: ({ kind, name }) =>
      asAnybody.ask(
        'read',
        (client) =>
          kind === 'function'
            ? client.rpc(name, {}, { get: true }).limit(rowsAsked)
            : client.from(name).select().limit(rowsAsked),
        signal,
      ),
  }
}

const rowsAsked = 1000

/**
 * The description at the API's root. Hosted Supabase shows it to secret keys alone (supabase/supabase, pull request 45462), other
 * installations to everybody. Gives any JSON, or null for an error status; rejects if the answer is no JSON.
 */
async function describedApi(options: ConnectionOptions, signal?: AbortSignal): Promise<unknown> {
  const { url, key, userAgent, fetch, timeoutMilliseconds = 15_000 } = options
  const timeout = AbortSignal.timeout(timeoutMilliseconds)
  const response = await discreet(fetch)(new URL('rest/v1/', url.endsWith('/') ? url : `${url}/`), {
    headers: {
      apikey: key,
      Authorization: `Bearer ${key}`,
      'User-Agent': userAgent,
      Accept: 'application/openapi+json',
    },
    signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
  })
  return response.ok ? await response.json() : null
}

/**
 * The routes in PostgREST's description of an API (OpenAPI 2). A stable or immutable function is described with `get`; one that
 * may write has `post` alone.
 */
function routesIn(description: unknown): Route[] {
  const paths = fieldOf(description, 'paths')
  if (typeof paths !== 'object' || paths === null) return []
  return Object.entries(paths).flatMap(([path, methods]): Route[] => {
    const get = fieldOf(methods, 'get')
    const [, rpc, name] = /^\/(rpc\/)?([^/]+)$/.exec(path) ?? []
    if (get === undefined || name === undefined) return []
    if (rpc === undefined) return [{ kind: 'relation', name }]
    const parameters = fieldOf(get, 'parameters')
    const needsArguments = Array.isArray(parameters) && parameters.some((each) => fieldOf(each, 'required') === true)
    return needsArguments ? [] : [{ kind: 'function', name }]
  })
}

const fieldOf = (json: unknown, name: string): unknown =>
  typeof json === 'object' && json !== null ? (json as Record<string, unknown>)[name] : undefined

function rowsOf(data: unknown): WholeRow[] {
  if (!Array.isArray(data)) throw strange()
  return data
}
