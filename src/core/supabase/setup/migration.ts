import { checkNames, defaultRowKey, defaultTable, forTable } from '../names.ts'
import { migrationText } from './migration-text.ts'

export interface SettingsNames {
  /** `system_settings` by default. */
  readonly table?: string
  /** `gazelle_oauth_token` by default. */
  readonly rowKey?: string
}

/**
 * The SQL that makes the table, its row-level security and its functions, for the project's SQL editor. Takes the names of the
 * table and the row; gives the text of supabase/migrations for them. Throws a `RangeError` for a name that `isTableName` or
 * `isRowKey` rejects.
 */
export function migrationSql({ table = defaultTable, rowKey = defaultRowKey }: SettingsNames = {}): string {
  checkNames(table, rowKey)
  return migrationText
    .split(defaultRowKey)
    .map((part) => forTable(table, part))
    .join(rowKey)
}

/** The SQL that puts a Supabase user on the list of members. Takes the user's email; throws as `migrationSql` does. */
export function addMemberSql(email: string, { table = defaultTable, rowKey = defaultRowKey }: SettingsNames = {}) {
  checkNames(table, rowKey)
  const literal = `'${email.trim().toLowerCase().replaceAll("'", "''")}'`
  return `insert into public.${forTable(table, 'system_settings_members')} (user_id)
select id from auth.users where email = ${literal}
on conflict do nothing;
`
}
