import { rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LogbookAbsence } from '../core/supabase/logbook.ts'
import type { RowFiles } from './row-files.ts'

/** Long beside the time between two checks, short for whoever adds a logbook: six hours, in milliseconds. */
const knownMilliseconds = 6 * 60 * 60_000

/**
 * Remembers among the row's files that its project has no logbook: from cron, each check is a process of its own. Remembers
 * nothing where nothing can be kept.
 */
export function openLogbookAbsence({ place, seal }: Pick<RowFiles, 'place' | 'seal'>): LogbookAbsence | null {
  if (place.in !== 'folder') return null
  const file = join(place.folder, `${seal.id}.no-logbook`)
  return {
    async isKnown() {
      const since = await stat(file).then(
        ({ mtimeMs }) => Date.now() - mtimeMs,
        () => Number.NaN,
      )
      // A clock that was set back says nothing.
      return since >= 0 && since < knownMilliseconds
    },
    note: () => writeFile(file, '', { mode: 0o600 }).catch(() => undefined),
    forget: () => rm(file, { force: true }).catch(() => undefined),
  }
}
