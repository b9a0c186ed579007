import { checkNames, defaultRowKey, defaultTable } from '../names.ts'
import type { SettingsNames } from './migration.ts'
import { scheduleText } from './schedule-text.ts'
import { canBeScheduled } from './supabase-url.ts'

// What a person copies to run the keeper as an Edge Function (docs/edge.md), in the order in which it is needed.

const placeholder = 'https://YOUR-PROJECT.supabase.co'

/** The SQL of the function's schedule. Throws a `RangeError` for a URL that cannot be scheduled. */
export function scheduleSql(projectUrl: string): string {
  if (!canBeScheduled(projectUrl))
    throw new RangeError('The schedule takes the https URL of a project, and nothing behind it.')
  return scheduleText.replace(placeholder, projectUrl.replace(/\/$/, ''))
}

/** Whose command line reads the command: they quote differently. */
export type Shell = 'posix' | 'windows'

/** The command that deploys the function from this folder. `ref`: the project's name at Supabase; null if it is not known. */
export function deployCommand(folder: string, ref: string | null, shell: Shell): string {
  const quoted = shell === 'windows' ? `"${folder}"` : `'${folder.replaceAll("'", `'\\''`)}'`
  return `supabase functions deploy gazelle-keeper --project-ref ${ref ?? 'PROJECT-ID'} --workdir ${quoted}`
}

export interface FunctionSecrets extends SettingsNames {
  /** Made anew by the caller: it seals the journal. */
  readonly journalSecret: string
  /** Null if it is not known. */
  readonly clientId: string | null
}

/**
 * The function's secrets as lines of a `.env` file. What the database makes, and the application's secret, which leaves the vault for
 * Gazelle alone, stay empty, for the person to fill in. Throws a `RangeError` as `migrationSql` does.
 */
export function functionSecrets({
  journalSecret,
  clientId,
  table = defaultTable,
  rowKey = defaultRowKey,
}: FunctionSecrets): string {
  checkNames(table, rowKey)
  const lines = [
    'GAZELLE_KEEPER_SECRET=',
    `GAZELLE_JOURNAL_SECRET=${journalSecret}`,
    `GAZELLE_CLIENT_ID=${isWord(clientId) ? clientId : ''}`,
    'GAZELLE_CLIENT_SECRET=',
    ...(table === defaultTable ? [] : [`GAZELLE_TABLE=${table}`]),
    ...(rowKey === defaultRowKey ? [] : [`GAZELLE_ROW_KEY=${rowKey}`]),
  ]
  return `${lines.join('\n')}\n`
}

/** A text of several words or lines would be another line of the file, or none. */
const isWord = (text: string | null): boolean => text !== null && /^[\w.~+/=-]+$/.test(text)
