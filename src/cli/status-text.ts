import { needsSignIn } from '../core/keeper/condition.ts'
import { isOfSaving, isPassing, type Problem } from '../core/keeper/state.ts'
import { expiresAt } from '../core/token/expiry.ts'
import { nearDay, timeLeft } from '../core/token/time-left.ts'
import type { MessageKey } from '../shared/catalogue/command-line/index.ts'
import { numbered, type Say } from '../shared/catalogue/command-line/speaker.ts'
import { type ExitCode, exitCodeOf, exitCodes } from './exit-code.ts'
import type { Inspection } from './inspect.ts'
import { dayOf, timeOf } from './io/dates.ts'
import type { Language } from './io/language.ts'
import type { Colour, Output } from './io/output.ts'
import { keepersText } from './keepers-text.ts'
import { accountName, takenSentence } from './other-company.ts'
import { problemSentence } from './problem-text.ts'
import { writerOf } from './status-report.ts'

const dayMilliseconds = 24 * 60 * 60 * 1000

/** The status in one sentence: the problem, else the state itself. `retries` as for `problemSentence`. */
export async function statusSentence(
  inspection: Inspection,
  say: Say,
  language: Language,
  retries = false,
  exitCode = exitCodeFor(inspection),
): Promise<string> {
  const { state, condition } = inspection
  const taken = state.problem === null ? takenOf(inspection, say) : null
  if (taken !== null) return taken
  const isDead = condition === 'refused' || condition === 'expired' || condition === 'missing'
  if (state.problem === null || (isDead && state.problem.at === 'gazelle' && state.problem.kind === 'unauthorized')) {
    return say(stateKey(inspection, exitCode))
  }
  return problemSentence(state.problem, language, retries)
}

/** A sentence saying that somebody else has put another company's token in the row, if it works; else null. */
function takenOf({ state, condition }: Inspection, say: Say): string | null {
  return condition === 'valid' || condition === 'expiring' ? takenSentence(state, say) : null
}

const exitCodeFor = ({ state, condition, now }: Inspection) => exitCodeOf(state, condition, now)

function stateKey({ condition, held, state: { problem, works } }: Inspection, exitCode: ExitCode) {
  // Do not head a failure with "All is well".
  if (condition === 'valid' && exitCode !== exitCodes.fine) return works === true ? 'stand.works' : 'stand.blocked'
  if (condition === 'blocked' && isOfSaving(problem)) return 'stand.unsaved'
  return condition === 'held' && held?.keptIn === 'memory' ? 'stand.held.memory' : (`stand.${condition}` as const)
}

/** The advice for a person, or null. `isLook`: nothing has been tried yet. */
export function advice(inspection: Inspection, exitCode: ExitCode, say: Say, isLook = false): string | null {
  const { state, condition, held } = inspection
  if (condition === 'held') return say(held?.keptIn === 'memory' ? 'advice.held.memory' : 'advice.held')
  const { problem } = state
  if (problem?.at === 'store' && problem.kind === 'session-lost') return say('advice.session')
  if (exitCode === exitCodes.fine) return null
  if (problem === null && takenOf(inspection, say) !== null) return say('advice.other-company')
  // A passing problem has lasted too long: its sentence does not say what a person can do.
  if (problem !== null && exitCode === exitCodes.humanNeeded && isPassing(problem)) return say('advice.sign-in')
  if (problem !== null) {
    // The pause after a renewal in vain is too long to wait for.
    const passesSoon = exitCode === exitCodes.passingFault && !isInVain(problem)
    return passesSoon ? say('advice.later') : null
  }
  if (condition === 'valid' || condition === 'expiring') return say('advice.soon')
  if (exitCode === exitCodes.humanNeeded) return say('advice.sign-in')
  return say(isLook ? 'advice.check' : 'advice.renewing')
}

const isInVain = (problem: Problem) => problem.at === 'oauth' && problem.kind === 'renewed-in-vain'

/** Whether Gazelle knows the token, but its user is not allowed to see the clients. */
const isDenied = ({ state: { problem } }: Inspection): boolean =>
  problem?.at === 'gazelle' && problem.kind === 'forbidden'

const colours: Partial<Record<MessageKey, Colour>> = {
  'stand.valid': 'green',
  'stand.works': 'yellow',
  'stand.expiring': 'yellow',
  'stand.held': 'yellow',
  'stand.held.memory': 'yellow',
}

/**
 * Prints the status: a headline, then one line for each fact. `savedHere` as for `inspectionReport`; `exitCode`: the command's
 * own.
 */
export function printStatus(
  inspection: Inspection,
  savedHere: string | null,
  exitCode: ExitCode,
  { output, say, language }: { output: Output; say: Say; language: Language },
): void {
  // The token is neither rejected nor all well.
  const headline = isDenied(inspection) ? 'stand.no-access' : stateKey(inspection, exitCode)
  const taken = isDenied(inspection) ? null : takenOf(inspection, say)
  output.line(output.colour(taken === null ? (colours[headline] ?? 'red') : 'red', taken ?? say(headline)))
  const facts = factsOf(inspection, savedHere, say, language)
  const width = Math.max(...facts.map(([label]) => label.length))
  for (const [label, value] of facts) {
    output.line(`  ${output.colour('dim', label.padEnd(width))}  ${value}`, width + 4)
  }
}

function factsOf(inspection: Inspection, savedHere: string | null, say: Say, language: Language): [string, string][] {
  const { state, condition, now, writtenAt, inVain } = inspection
  const { token, works } = state
  if (token === null) return []
  const amount = (unit: 'days' | 'hours', count: number) =>
    say(count === 0 ? `${unit}.none` : `${unit}.${numbered(count, language)}`, { count })
  const facts: [string, string][] = [[say('fact.token'), token.fingerprint]]
  const age = token.issuedAt === null ? null : Math.max(0, now - token.issuedAt * 1000)
  if (age !== null) facts.push([say('fact.age'), amount('days', Math.floor(age / dayMilliseconds))])
  facts.push([say('fact.left'), left()], [say('fact.renewal'), renewal()], [say('fact.written'), written()])
  const unknown = state.problem?.at === 'gazelle' ? 'gazelle.unclear' : 'gazelle.unasked'
  const word = works === null ? unknown : works ? 'gazelle.accepts' : 'gazelle.refuses'
  const denied = isDenied(inspection) ? 'gazelle.denies' : word
  const name = state.account && accountName(state.account)
  if (name) facts.push([say('fact.account'), name])
  facts.push([say('fact.gazelle'), say(denied)])
  if (inspection.keepers.length > 0) facts.push([say('fact.keepers'), keepersText(inspection.keepers, say)])
  return facts

  function left(): string {
    const end = expiresAt(token)
    if (condition === 'refused' && !state.isForbidden) return say('left.rejected')
    if (end === null) return say('left.never')
    const time = timeLeft(end, now)
    if (!('count' in time)) return say('left.over', { date: dayOf(end) })
    const key = token?.expiry.certainty === 'stated' ? 'left.until' : 'left.assumed'
    const date = nearDay(end, now) === 'other' ? dayOf(end) : `${dayOf(end)}, ${timeOf(end)}`
    return say(key, { left: amount(time.unit, time.count), date })
  }

  function renewal(): string {
    if (token !== null && expiresAt(token) === null) return say('renewal.none')
    if (!state.renewsByItself || token?.renewAt == null) return say('renewal.by-hand')
    if (inVain !== null) {
      const [then, next] = [inVain.renewedAt, inVain.notBefore]
      const words = { date: dayOf(then), time: timeOf(then), nextDate: dayOf(next), nextTime: timeOf(next) }
      return say(next > now ? 'renewal.in-vain' : 'renewal.in-vain.due', words)
    }
    // Only a try shows whether the way to a new token is open. Denied access is no reason to renew early.
    if (needsSignIn(condition) && !state.isForbidden) return say('renewal.untried')
    const at = token.renewAt * 1000
    return at <= now ? say('renewal.due') : say('renewal.by-itself', { date: dayOf(at) })
  }

  function written(): string {
    const at = Date.parse(writtenAt ?? '')
    if (Number.isNaN(at)) return say('written.unknown')
    const writer = writerOf(inspection, savedHere)
    const key = writer === null ? 'written.at' : writer === 'another' ? 'written.at.elsewhere' : 'written.at.here'
    return say(key, { date: dayOf(at), time: timeOf(at) })
  }
}
