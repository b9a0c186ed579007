import manifest from '../../package.json' with { type: 'json' }
import type { KeeperState, Problem } from '../core/keeper/state.ts'
import type { SpokenReport } from '../node/alerts/spoken.ts'
import { hostName } from '../node/host-name.ts'
import { createNodeKeeper } from '../node/keeper.ts'
import type { CheckSettings } from './settings.ts'
import type { HostVoice } from './voice.ts'

/**
 * How a check ended:
 * - `good`: the row's token works
 * - `renewed`: it does, and is a new one
 * - `busy`: another keeper is renewing it
 * - `sign-in-needed`: only a person helps, by signing in to Gazelle
 * - `trouble`: something stands in the way; `problem` says what
 */
export type CheckResult = 'good' | 'renewed' | 'busy' | 'sign-in-needed' | 'trouble'

/** What may be told of a check: nothing of any token. */
export interface CheckReport {
  readonly result: CheckResult
  /** What stands in the way, and where, as in `store: unavailable`; null if nothing does. */
  readonly problem: string | null
}

/** A check that has ended. */
export interface CheckAnswer {
  readonly report: CheckReport
  /**
   * What was sent to the channels for alerts, or could not be; nothing of it holds up the check, which has ended before. Null if no
   * channel is set up. Never rejects.
   */
  readonly spoken: Promise<readonly SpokenReport[]> | null
}

/** Replaces what a host has of its own. */
export interface CheckOptions {
  /** What the host is called in the row's logbook; the computer's name by default. */
  readonly name?: string
  /**
   * How long it stays while an issued token is in no row, in milliseconds: 100 seconds by default, within the 150 that Supabase lets
   * a function live.
   */
  readonly saveWithinMilliseconds?: number
  /** Calls for help where people are; by default nobody does. */
  readonly voice?: HostVoice | null
}

const defaultSaveWithin = 100_000
/** So long may alerts hold up the answer, in milliseconds. What is not told by then, the next check tells. */
const longestSpeech = 30_000
/** All of it has to end by then, in milliseconds: Supabase ends a function after 150 seconds. */
const longestWhole = 140_000

/**
 * One check of the row, from its beginning to its end: adopts what the last one left, asks Gazelle, renews where that is due, and
 * saves; then it tells what is due. Keeps nothing on a disk: the journal is in the row. Never rejects.
 */
export async function checkOnce(
  { connection, journalSecret: secret }: CheckSettings,
  { name = hostName(), saveWithinMilliseconds = defaultSaveWithin, voice = null }: CheckOptions = {},
): Promise<CheckAnswer> {
  const began = performance.now()
  let isRenewed = false
  try {
    const { keeper, stores, close } = createNodeKeeper({
      ...connection,
      as: { kind: 'function', name, version: manifest.version },
      journal: { in: 'row', secret },
      log: ({ what }) => {
        isRenewed ||= what === 'renewed'
      },
    })
    await keeper.check()
    // Each call is alone: what it holds and has not saved is lost with it, but for the journal.
    await close({ withinMilliseconds: saveWithinMilliseconds })
    const state = keeper.state.value
    const within = Math.min(longestSpeech, longestWhole - (performance.now() - began))
    const end = { state, clock: keeper.clock, alerts: stores.alerts }
    return { report: reportOf(state, isRenewed), spoken: voice?.speak(end, Math.max(within, 0)) ?? null }
  } catch (error) {
    const problem = `keeper: ${error instanceof Error ? error.name : typeof error}`
    return { report: { result: 'trouble', problem }, spoken: null }
  }
}

function reportOf({ works, problem, asksHuman, held }: KeeperState, isRenewed: boolean): CheckReport {
  if (asksHuman) return { result: 'sign-in-needed', problem: problem && inShort(problem) }
  if (problem !== null) return { result: 'trouble', problem: inShort(problem) }
  if (held !== null) return { result: 'trouble', problem: 'keeper: a token is not saved yet' }
  if (works !== true) return { result: 'busy', problem: null }
  return { result: isRenewed ? 'renewed' : 'good', problem: null }
}

function inShort(problem: Problem): string {
  if ('kind' in problem) return `${problem.at}: ${problem.kind}`
  return problem.at === 'row' ? `row: ${problem.field ?? 'not understood'}` : `keeper: ${problem.what}`
}
