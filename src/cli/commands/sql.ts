import { defaultRowKey, defaultTable } from '../../core/supabase/names.ts'
import { logbookSql } from '../../core/supabase/setup/logbook-migration.ts'
import { addMemberSql, migrationSql } from '../../core/supabase/setup/migration.ts'
import type { CommandContext } from '../command-context.ts'
import { ConfigurationError } from '../configuration/configuration.ts'
import { findConfiguration, findVariables } from '../configuration/find.ts'
import { namesOf } from '../configuration/variables.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import type { Invocation } from '../program.ts'

/**
 * Prints the migration, the logbook's, or the SQL that lets a Supabase user in. Needs no configuration except the names, if they differ from the
 * usual ones.
 */
export async function sql(call: CommandContext, invocation: Pick<Invocation, 'member' | 'logbook'>): Promise<ExitCode> {
  const { member, logbook } = invocation
  const { output, command } = call
  const found = await findVariables(call.places)
  const names = found === null ? await namesOfDesktop(call) : namesOf(found.variables, found.source)
  const migration = logbook === null ? migrationSql(names) : logbookSql(names, logbook === 'remove')
  const text = member === null ? migration : addMemberSql(member, names)
  output.raw(text)
  output.report({ version: 1, command, exitCode: exitCodes.fine, message: '', ...names, sql: text })
  return exitCodes.fine
}

/** The names of the desktop app's connection, or the usual ones if the app hands none over. */
async function namesOfDesktop(call: CommandContext): Promise<{ readonly table: string; readonly rowKey: string }> {
  try {
    const { table, rowKey } = (await findConfiguration(call.places)).connection
    return { table, rowKey }
  } catch (error) {
    if (error instanceof ConfigurationError) return { table: defaultTable, rowKey: defaultRowKey }
    throw error
  }
}
