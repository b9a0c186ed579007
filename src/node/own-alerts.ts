import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OwnMemory } from '../core/alerts/shared-memory.ts'
import { parseObject } from '../core/base/json.ts'
import { writeSafely } from './safe-file.ts'
import type { Seal } from './sealed.ts'
import type { StatePlace } from './state-folder.ts'

/** The name of all keepers that can keep nothing: a runner that starts afresh for each check has no other. */
const nameless = 'unkept'

const day = 24 * 60 * 60_000
/** How often `check` is started by the schedules that we give, in milliseconds. */
const usualMilliseconds = 30 * 60_000

/** Where a row's own memory of the alerts is kept; `seal.id` names the row. */
export interface AlertsPlace {
  readonly place: StatePlace
  readonly seal: Pick<Seal, 'id'>
}

/**
 * Opens this computer's own memory of the alerts, a file among the row's; it holds no secret, and is not sealed. Where nothing
 * can be kept it lasts as long as the process; `stays`: whether that goes on after a check. Never rejects.
 */
export async function openOwnAlerts({ place, seal }: AlertsPlace, { stays }: { stays: boolean }): Promise<OwnMemory> {
  if (place.in !== 'folder') return ownAlertsInMemory(nameless, stays ? null : usualMilliseconds)
  const file = join(place.folder, `${seal.id}.alerts`)
  const kept = parseObject(await readFile(file, 'utf8').catch(() => '')) ?? {}
  const known = kept['keeper']
  const keeper = typeof known === 'string' && /^[0-9a-f]{12}$/.test(known) ? known : randomUUID().slice(-12)
  const write = (told: unknown) =>
    writeSafely(file, Buffer.from(JSON.stringify({ keeper, told }))).catch(() => undefined)
  return memoryOf(keeper, kept['told'], write)
}

/**
 * A memory that lasts as long as the process, of a keeper with this name. Null: the process goes on, and tells once as long as it lives.
 * One that is started for each check, every so many milliseconds, remembers nothing, and where the row cannot be had nobody
 * does: it tells what it sees once a day, when it is started after noon in UTC, and not at each start.
 */
export const ownAlertsInMemory = (keeper: string, interval: number | null): OwnMemory =>
  memoryOf(
    keeper,
    {},
    async () => undefined,
    () => interval === null || isNoon(Date.now(), interval),
  )

/** Whether noon, in UTC, was less than `interval` milliseconds before `now`. */
export const isNoon = (now: number, interval: number): boolean => now % day >= day / 2 && now % day < day / 2 + interval

function memoryOf(
  keeper: string,
  kept: unknown,
  write: (told: unknown) => Promise<void>,
  mayStandAlone = () => true,
): OwnMemory {
  let latest = kept
  return {
    keeper,
    mayStandAlone,
    read: async () => latest,
    async write(told) {
      latest = told
      await write(told)
    },
  }
}
