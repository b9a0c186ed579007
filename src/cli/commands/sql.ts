import { addMemberSql, migrationSql } from '../../core/setup/migration.ts'
import { DEFAULT_ROW_KEY, DEFAULT_TABLE } from '../../core/store/names.ts'
import type { Call } from '../call.ts'
import { findVariables } from '../configuration/find.ts'
import { namesOf } from '../configuration/variables.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'

/** Prints the migration, or the SQL that lets a Supabase user in. Needs no configuration but the names, if they are others. */
export async function sql(call: Call, { member }: { member: string | null }): Promise<ExitCode> {
  const { output, command } = call
  const found = await findVariables(call.places)
  const names = found === null ? defaults : namesOf(found.variables, found.source)
  const text = member === null ? migrationSql(names) : addMemberSql(member, names)
  output.raw(text)
  output.report({ version: 1, command, exitCode: exitCodes.fine, message: '', ...{ ...names, sql: text } })
  return exitCodes.fine
}

const defaults = { table: DEFAULT_TABLE, rowKey: DEFAULT_ROW_KEY }
