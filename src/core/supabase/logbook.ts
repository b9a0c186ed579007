import type { Logbook, LogbookPage, RowWrite, SeenKeeper } from '../keeper/logbook.ts'
import { StoreError } from '../keeper/store-error.ts'
import { strange } from './answers.ts'
import type { Database } from './database.ts'
import { forTable } from './names.ts'

/** A logbook that is missing is looked for again after this time, in milliseconds. */
const missingMilliseconds = 60 * 60_000
/** So long may a question take, in milliseconds: nothing depends on its answer. */
const longestMilliseconds = 3_000

/** The logbook of a row, by the functions of supabase/logbook/add.sql. Takes the connection and the names of the row. */
export function createLogbook(
  { ask }: Database,
  { table, key }: { readonly table: string; readonly key: string },
): Logbook {
  let missingSince: number | null = null

  async function call(
    tried: 'read' | 'write',
    name: string,
    more: Record<string, unknown>,
  ): Promise<LogbookPage | null> {
    if (missingSince !== null && performance.now() - missingSince < missingMilliseconds) return null
    const texts = { p_key: key, ...more }
    try {
      const signal = AbortSignal.timeout(longestMilliseconds)
      return pageOf(await ask(tried, (client) => client.rpc(forTable(table, name), texts), signal))
    } catch (error) {
      if (!(error instanceof StoreError) || error.kind !== 'function-missing') throw error
      missingSince = performance.now()
      return null
    }
  }

  return {
    read: (writes) => call('read', 'system_settings_logbook', { p_writes: writes }),
    leave: (heartbeat, writes) =>
      call('write', 'system_settings_heartbeat', { p_heartbeat: JSON.stringify(heartbeat), p_writes: writes }),
  }
}

/** The logbook in an answer; null where there is none for the caller. */
function pageOf(answer: unknown): LogbookPage | null {
  if (answer === null) return null
  const { keepers, writes } = answer as Partial<Record<keyof LogbookPage, unknown>>
  if (!Array.isArray(keepers) || !Array.isArray(writes)) throw strange()
  return {
    keepers: keepers.map(({ name, kind, version, did, renewsBy, secondsAgo }: SeenKeeper) => ({
      name: String(name),
      kind,
      version: String(version),
      did,
      renewsBy,
      secondsAgo: Number(secondsAgo),
    })),
    writes: writes.map((write: RowWrite) => ({ ...write, id: Number(write.id), at: Date.parse(String(write.at)) })),
  }
}
