/** The table of the migration, as the guide and the existing programs call it. */
export const defaultTable = 'system_settings'
/** The key of the token's row, as the guide and the existing programs call it. */
export const defaultRowKey = 'gazelle_oauth_token'

/** True for a table's name that the migration can be written for: lower case, short enough for the names made of it. */
export const isTableName = (text: string): boolean => /^[a-z_][a-z0-9_]{0,47}$/.test(text)

/** True for a row's key of plain characters, at most 100. */
export const isRowKey = (text: string): boolean => /^[\w.:-]{1,100}$/.test(text)

/** Takes both names; throws a `RangeError` where one is not allowed. */
export function checkNames(table: string, rowKey: string): void {
  if (!isTableName(table)) throw new RangeError('The name of the table is not allowed.')
  if (!isRowKey(rowKey)) throw new RangeError('The key of the row is not allowed.')
}

/**
 * A name of the migration for another table: each table has functions and a list of members of its own, so that no
 * function writes to a table that it is told. Takes the table and any text of the migration; gives that text with
 * `system_settings` and `system_setting` replaced.
 */
export function forTable(table: string, text: string): string {
  return table === defaultTable ? text : text.replace(/system_settings?/g, table)
}
