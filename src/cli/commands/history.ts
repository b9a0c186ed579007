import { type LogbookPage, personsPatienceMilliseconds, type RowWrite } from '../../core/keeper/logbook.ts'
import { problemOf } from '../../core/keeper/problem.ts'
import { StoreError } from '../../core/keeper/store-error.ts'
import type { Say } from '../../shared/catalogue/command-line/speaker.ts'
import type { CommandContext } from '../command-context.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import { answerProblem } from '../failure.ts'
import { dayOf, timeOf } from '../io/dates.ts'
import { openLogbook } from '../open-logbook.ts'
import type { Invocation } from '../program.ts'

/** How many changes are shown. */
const shownWrites = 200

/** Shows who changed the token's row, by the logbook, and changes nothing; or puts back what a change has replaced. */
export async function history(call: CommandContext, invocation: Invocation): Promise<ExitCode> {
  const { output, say, command } = call
  const configuration = await call.configuration()
  const stores = openLogbook(call, configuration.connection)
  let page: LogbookPage | null
  try {
    page = await output.during(stores.logbook.read(shownWrites, personsPatienceMilliseconds))
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    return answerProblem(call, problemOf(error))
  }
  if (page === null) {
    const exitCode = exitCodes.configuration
    output.complaint(say('history.none'))
    output.report({ version: 1, command, exitCode, message: say('history.none'), ...{ changes: null } })
    return exitCode
  }
  const { writes } = page
  const { putBack: id } = invocation
  if (id !== null) {
    const { putBack } = await import('./put-back.ts')
    return putBack(call, configuration, stores, page, id, invocation)
  }
  const message = writes.length === 0 ? say('history.empty') : say('history.changes', { count: writes.length })
  output.line(message)
  for (const write of writes) output.line(`  ${lineOf(write, say)}`, 4)
  if (writes.some(({ isKept }) => isKept)) output.line(say('history.kept.hint'))
  const changes = writes.map((write) => ({ ...write, at: new Date(write.at).toISOString() }))
  output.report({ version: 1, command, exitCode: exitCodes.fine, message, ...{ changes } })
  return exitCodes.fine
}

function lineOf(write: RowWrite, say: Say): string {
  const { id, at, before, after, application, role, user, isKept } = write
  const program = say('history.by-program', { program: application ?? role ?? '?' })
  const who = write.byKeeper ? keeperOf(write, say) : program
  const mark = (fingerprint: string | null) => fingerprint ?? say('history.no-token')
  const line = say('history.line', {
    date: dayOf(at),
    time: timeOf(at),
    before: mark(before),
    after: mark(after),
    who: user === null ? who : say('history.as', { who, user }),
  })
  return isKept ? say('history.line.kept', { line, id }) : line
}

const keeperOf = ({ keeper }: RowWrite, say: Say) =>
  keeper === null ? say('history.by-keeper') : say('history.by-keeper.named', { name: keeper })
