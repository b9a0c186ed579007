import { checkNames, defaultRowKey, defaultTable, forTable } from '../names.ts'
import { addLogbookText, removeLogbookText } from './logbook-text.ts'
import type { SettingsNames } from './migration.ts'

/**
 * The SQL that gives the row a logbook, or takes it away (`isAway`), for the project's SQL editor. Takes the names of the table
 * and the row; gives the text of supabase/logbook for them. Throws a `RangeError` as `migrationSql` does.
 */
export function logbookSql(
  { table = defaultTable, rowKey = defaultRowKey }: SettingsNames = {},
  isAway = false,
): string {
  checkNames(table, rowKey)
  return (isAway ? removeLogbookText : addLogbookText)
    .split(defaultRowKey)
    .map((part) => forTable(table, part))
    .join(rowKey)
}
