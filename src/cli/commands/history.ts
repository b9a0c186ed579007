import type { RowWrite } from '../../core/keeper/logbook.ts'
import { projectAndRow } from '../../core/supabase/connection.ts'
import { createSupabaseStores } from '../../core/supabase/stores.ts'
import { openLogbookAbsence } from '../../node/logbook-absence.ts'
import { systemClock } from '../../node/system-clock.ts'
import type { Say } from '../../shared/catalogue/command-line/speaker.ts'
import type { CommandContext } from '../command-context.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import { dayOf, timeOf } from '../io/dates.ts'
import { openMemory } from '../memory.ts'
import { userAgent } from '../version.ts'

/** How many changes are shown. */
const shownWrites = 200

/** Shows who changed the token's row, by the logbook. Changes nothing. */
export async function history(call: CommandContext): Promise<ExitCode> {
  const { output, say, command } = call
  const { connection } = await call.configuration()
  const memory = openMemory(connection, call)
  const { sessionStorage } = memory
  const network = { fetch: globalThis.fetch, userAgent, clock: systemClock }
  const session = sessionStorage === undefined ? {} : { sessionStorage }
  const { logbook } = createSupabaseStores({
    ...network,
    ...session,
    ...projectAndRow(connection),
    logbookAbsence: openLogbookAbsence(memory),
  })
  const writes = (await output.during(logbook.read(shownWrites)))?.writes ?? null
  if (writes === null) {
    const exitCode = exitCodes.configuration
    output.complaint(say('history.none'))
    output.report({ version: 1, command, exitCode, message: say('history.none'), ...{ changes: null } })
    return exitCode
  }
  const message = writes.length === 0 ? say('history.empty') : say('history.changes', { count: writes.length })
  output.line(message)
  for (const write of writes) output.line(`  ${lineOf(write, say)}`, 4)
  const changes = writes.map((write) => ({ ...write, at: new Date(write.at).toISOString() }))
  output.report({ version: 1, command, exitCode: exitCodes.fine, message, ...{ changes } })
  return exitCodes.fine
}

function lineOf(write: RowWrite, say: Say): string {
  const { at, before, after, application, role, user } = write
  const program = say('history.by-program', { program: application ?? role ?? '?' })
  const who = write.byKeeper ? keeperOf(write, say) : program
  const mark = (fingerprint: string | null) => fingerprint ?? say('history.no-token')
  return say('history.line', {
    date: dayOf(at),
    time: timeOf(at),
    before: mark(before),
    after: mark(after),
    who: user === null ? who : say('history.as', { who, user }),
  })
}

const keeperOf = ({ keeper }: RowWrite, say: Say) =>
  keeper === null ? say('history.by-keeper') : say('history.by-keeper.named', { name: keeper })
