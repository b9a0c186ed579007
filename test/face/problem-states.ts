import { conditionOf } from '../../src/core/keeper/condition.ts'
import { CHECK_STEPS, type CheckKind, type CheckStep, REMEDIES } from '../../src/core/setup/check-result.ts'
import type { CheckResult } from '../../src/shared/setup.ts'
import type { KeeperState, Problem, Snapshot } from '../../src/shared/snapshot.ts'
import { fine, type SettingsState } from './setup-states.ts'
import { healthy, keeper, now, setup, tokenAged } from './states.ts'

// What a person sees of every bad answer of Supabase's and Gazelle's. The tables name every kind: who adds one to the product
// cannot build before it has its picture here. That each answer leads to its kind is for the tests of core and test/strangers.

type KindAt<At extends Problem['at']> = Extract<Problem, { at: At; kind: unknown }>['kind']

/** What is known of the keeper while a problem lasts, besides the problem. */
type Beside = Partial<KeeperState>

const known: Beside = {}
const nothingRead: Beside = { row: 'unread', token: null, works: null, askedGazelleAt: null }
/** Past two thirds of its life, when a renewal is what failed. */
const due: Beside = { token: tokenAged(20.5) }
const signInNeeded: Beside = { works: false, asksHuman: true, renewsByItself: false }

const atSupabase: Record<KindAt<'supabase'>, Beside> = {
  unavailable: known,
  'wrong-key': known,
  'secret-key-refused': known,
  'bad-password': known,
  'email-not-confirmed': known,
  'user-banned': known,
  'session-lost': known,
  'table-missing': nothingRead,
  'function-missing': known,
  'row-hidden': nothingRead,
  'write-denied': known,
  'unexpected-answer': known,
}

const atGazelle: Record<KindAt<'gazelle'>, Beside> = {
  unauthorized: signInNeeded,
  forbidden: known,
  'rate-limited': known,
  unavailable: known,
  'unexpected-answer': known,
}

const atTokenEndpoint: Record<KindAt<'oauth'>, Beside> = {
  'invalid-grant': { ...due, asksHuman: true, renewsByItself: false },
  'invalid-client': due,
  'rate-limited': due,
  'not-sent': due,
  'answer-lost': due,
  'unexpected-answer': due,
}

/** The popover for each kind of problem, by its name. */
export const problemPopovers: Readonly<Record<string, Snapshot>> = {
  ...states(atSupabase, 'supabase', (kind) => ({ at: 'supabase', kind })),
  ...states(atGazelle, 'gazelle', (kind) => ({ at: 'gazelle', kind, retryAfterSeconds: null })),
  ...states(atTokenEndpoint, 'oauth', (kind) => ({ at: 'oauth', kind, retryAfterSeconds: null })),
}

function states<Kind extends string>(
  table: Readonly<Record<Kind, Beside>>,
  at: Problem['at'],
  problemOf: (kind: Kind) => Problem,
): Record<string, Snapshot> {
  const kinds = Object.keys(table) as Kind[]
  return Object.fromEntries(kinds.map((kind) => [`problem-${at}-${kind}`, during(problemOf(kind), table[kind])]))
}

function during(problem: Problem, beside: Beside): Snapshot {
  const state: KeeperState = { ...keeper, problem, troubleSince: now - 20 * 60_000, ...beside }
  return { ...healthy, condition: conditionOf(state, now), keeper: state }
}

/** At which line of the checklist a kind is seen, and with what else; failed, where nothing is said. */
type Line = Pick<CheckResult, 'step'> & Partial<Pick<CheckResult, 'outcome' | 'facts'>>

const onTheLine = (step: CheckStep, rest: Omit<Line, 'step'> = {}): Line => ({ step, ...rest })

const lines: Record<CheckKind, Line> = {
  'name-unknown': onTheLine('reachable'),
  'not-reached': onTheLine('reachable', { facts: { code: 'ECONNREFUSED' } }),
  'timed-out': onTheLine('reachable'),
  certificate: onTheLine('reachable', { facts: { code: 'CERT_HAS_EXPIRED' } }),
  paused: onTheLine('reachable'),
  'server-trouble': onTheLine('reachable', { facts: { code: 'HTTP_503' } }),
  'not-supabase': onTheLine('reachable'),
  'wrong-key': onTheLine('key-accepted'),
  'other-project': onTheLine('key-accepted'),
  'secret-key-refused': onTheLine('key-accepted'),
  'secret-key': onTheLine('key-accepted', { outcome: 'warning' }),
  'sign-in-needed': onTheLine('signed-in'),
  'bad-password': onTheLine('signed-in'),
  'email-not-confirmed': onTheLine('signed-in'),
  'user-banned': onTheLine('signed-in'),
  'session-lost': onTheLine('signed-in'),
  'no-user-needed': onTheLine('signed-in', { outcome: 'skipped' }),
  'table-missing': onTheLine('table-there'),
  'column-missing': onTheLine('table-there', { facts: { missing: ['key', 'value'] } }),
  'updated-at-missing': onTheLine('table-there', { outcome: 'warning' }),
  'no-row-yet': onTheLine('row-readable', { outcome: 'warning' }),
  'row-hidden': onTheLine('row-readable'),
  'empty-or-hidden': onTheLine('row-readable', { outcome: 'warning' }),
  'open-to-everyone': onTheLine('row-readable', { outcome: 'warning' }),
  'several-rows': onTheLine('row-readable'),
  'function-missing': onTheLine('swap-function-there'),
  'write-denied': onTheLine('row-writable'),
  'value-not-jsonb': onTheLine('row-writable'),
  'column-in-the-way': onTheLine('other-columns-fine', { facts: { code: '23502', columns: ['description', 'owner'] } }),
  'row-not-understood': onTheLine('other-columns-fine', { facts: { field: 'expires_in' } }),
  'clock-wrong': onTheLine('clock-agrees', { facts: { offsetMilliseconds: -12 * 60_000 } }),
  'clock-not-told': onTheLine('clock-agrees', { outcome: 'skipped' }),
  'earlier-step': onTheLine('swap-function-there', { outcome: 'skipped' }),
  'unexpected-answer': onTheLine('row-writable', { facts: { code: 'PGRST999' } }),
}

/** The settings with every kind that the checklist knows: on page n, each line has its nth. */
export const checklistPages: Readonly<Record<string, SettingsState>> = Object.fromEntries(
  pagesOf(Object.entries(lines).map(([kind, line]) => resultOf(kind as CheckKind, line))).map((results, page) => [
    `checklist-${page + 1}`,
    {
      section: 'supabase' as const,
      snapshot: { ...healthy, setup: { ...setup, checklist: { isRunning: false, results } } },
    },
  ]),
)

function resultOf(kind: CheckKind, { step, outcome = 'failed', facts = {} }: Line): CheckResult {
  return { step, outcome, kind, facts, remedy: REMEDIES[kind] }
}

function pagesOf(results: readonly CheckResult[]): CheckResult[][] {
  const ofEach = CHECK_STEPS.map((each) => results.filter(({ step }) => step === each))
  const count = Math.max(...ofEach.map(({ length }) => length))
  return Array.from({ length: count }, (_, page) => ofEach.map((of, line) => of[page] ?? (fine[line] as CheckResult)))
}
