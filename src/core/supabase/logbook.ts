import { oneLine } from '../base/one-line.ts'
import type { Deed, KeeperKind, Logbook, LogbookPage, RenewsBy, RowWrite, SeenKeeper } from '../keeper/logbook.ts'
import { StoreError } from '../keeper/store-error.ts'
import { strange } from './answers.ts'
import type { Database } from './database.ts'
import { forTable } from './names.ts'

/** A logbook that is missing is looked for again after this time, in milliseconds. */
const missingMilliseconds = 60 * 60_000
/** So long may a question take, in milliseconds: nothing depends on its answer. */
const longestMilliseconds = 3_000
/** As long as the logbook's own function keeps a name. */
const longestName = 200

/** What outlives this process about a logbook that is missing: a keeper then need not ask. No method rejects. */
export interface LogbookAbsence {
  isKnown(): Promise<boolean>
  note(): Promise<void>
  forget(): Promise<void>
}

/** The logbook, and what only the secret key may ask of it. */
export interface KeptLogbook extends Logbook {
  /**
   * The value of the row that the change with this id has replaced; null where none is kept. Rejects with a `StoreError`, of the kind
   * `function-missing` also where the logbook is of a version that cannot tell.
   */
  kept(id: number): Promise<unknown>
}

/**
 * The logbook of a row, by the functions of supabase/logbook/add.sql. Takes the connection, the names of the row, and where it is
 * remembered that there is none: no heartbeat is left then, while a person who asks is always answered afresh.
 */
export function createLogbook(
  { ask }: Database,
  { table, key }: { readonly table: string; readonly key: string },
  absence: LogbookAbsence | null = null,
): KeptLogbook {
  let missingSince: number | null = null

  async function call(
    tried: 'read' | 'write',
    name: string,
    more: Record<string, unknown>,
    withinMilliseconds = longestMilliseconds,
  ): Promise<LogbookPage | null> {
    const texts = { p_key: key, ...more }
    try {
      const signal = AbortSignal.timeout(withinMilliseconds)
      const page = pageOf(await ask(tried, (client) => client.rpc(forTable(table, name), texts), signal))
      missingSince = null
      return page
    } catch (error) {
      if (!(error instanceof StoreError) || error.kind !== 'function-missing') throw error
      missingSince = performance.now()
      await absence?.note()
      return null
    }
  }

  return {
    async read(writes, withinMilliseconds) {
      const page = await call('read', 'system_settings_logbook', { p_writes: writes }, withinMilliseconds)
      if (page !== null) await absence?.forget()
      return page
    },
    async leave(heartbeat, writes, after = null) {
      const isMissing = missingSince !== null && performance.now() - missingSince < missingMilliseconds
      if (isMissing || (await absence?.isKnown())) return null
      const texts = {
        p_heartbeat: JSON.stringify(heartbeat),
        p_writes: writes,
        ...(after !== null && { p_after: after }),
      }
      return await call('write', 'system_settings_heartbeat', texts)
    },
    kept: (id) =>
      ask('read', (client) => client.rpc(forTable(table, 'system_settings_kept_value'), { p_key: key, p_id: id })),
  }
}

/**
 * The logbook in an answer; null where there is none for the caller. Names in it are chosen by others, perhaps by a project that is
 * nobody's friend: they are made fit to be shown, and words of a later version are taken for the nearest that is known.
 */
function pageOf(answer: unknown): LogbookPage | null {
  if (answer === null) return null
  const { keepers, writes } = answer as Partial<Record<keyof LogbookPage, unknown>>
  if (!Array.isArray(keepers) || !Array.isArray(writes)) throw strange()
  return { keepers: keepers.map(keeperOf), writes: writes.map(writeOf) }
}

type Unread<T> = { readonly [Field in keyof T]?: unknown }

function keeperOf({ name, kind, version, did, renewsBy, secondsAgo, ableSecondsAgo }: Unread<SeenKeeper>): SeenKeeper {
  const able = renewsBy === null || renewsBy === undefined ? null : oneOf(ways, renewsBy, 'refresh-token')
  return {
    name: shown(name) ?? '…',
    kind: oneOf(kinds, kind, 'library'),
    version: shown(version) ?? '…',
    did: oneOf(deeds, did, 'checked'),
    renewsBy: able,
    secondsAgo: Number(secondsAgo),
    // A logbook of an earlier version knows only of the latest word.
    ableSecondsAgo: typeof ableSecondsAgo === 'number' ? ableSecondsAgo : able === null ? null : Number(secondsAgo),
  }
}

function writeOf(write: Unread<RowWrite>): RowWrite {
  return {
    id: Number(write.id),
    at: Date.parse(String(write.at)),
    what: oneOf(changes, write.what, 'changed'),
    before: shown(write.before),
    after: shown(write.after),
    role: shown(write.role),
    application: shown(write.application),
    user: shown(write.user),
    byKeeper: write.byKeeper === true,
    keeper: shown(write.keeper),
    isKept: write.isKept === true,
  }
}

const kinds: readonly KeeperKind[] = ['app', 'command', 'library', 'function']
const ways: readonly RenewsBy[] = ['refresh-token', 'web-session']
const deeds: readonly Deed[] = ['checked', 'renewed', 'saved', 'restored', 'adopted', 'failed', 'human-needed']
const changes: readonly RowWrite['what'][] = ['added', 'changed', 'removed']

const oneOf = <T>(known: readonly T[], word: unknown, nearest: T): T => known.find((each) => each === word) ?? nearest
const shown = (text: unknown) => oneLine(text, longestName)
