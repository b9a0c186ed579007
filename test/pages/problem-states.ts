import type { ForbiddenBecause } from '../../src/core/gazelle/errors.ts'
import { conditionOf } from '../../src/core/keeper/condition.ts'
import { type CheckKind, type CheckStep, checkSteps, remedies } from '../../src/core/supabase/setup/check-result.ts'
import type { kindOfSilence } from '../../src/core/supabase/setup/store-failure.ts'
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

interface Seen {
  readonly beside?: Beside
  /** As Supabase, its database or the network gives one with this kind. */
  readonly code?: string
}

const atSupabase: Record<KindAt<'store'>, Seen> = {
  unavailable: { code: 'ECONNREFUSED' },
  busy: { code: 'HTTP_503' },
  'statement-timeout': { code: '57014' },
  'read-only': { code: '25006' },
  'clock-skew': { code: 'PGRST303' },
  restricted: { code: 'HTTP_402' },
  paused: { code: 'HTTP_540' },
  'wrong-key': {},
  'legacy-keys-disabled': {},
  'secret-key-refused': {},
  'bad-password': { code: 'invalid_credentials' },
  'email-not-confirmed': { code: 'email_not_confirmed' },
  'user-banned': { code: 'user_banned' },
  'captcha-needed': { code: 'captcha_failed' },
  'email-sign-in-off': { code: 'email_provider_disabled' },
  'sign-in-refused': { code: 'user_sso_managed' },
  'session-lost': { code: 'session_not_found' },
  'table-missing': { code: 'PGRST205', beside: nothingRead },
  'function-missing': { code: 'PGRST202' },
  'function-ambiguous': { code: 'PGRST203' },
  'schema-not-exposed': { code: 'PGRST106', beside: nothingRead },
  'row-hidden': { beside: nothingRead },
  'write-denied': { code: '42501' },
  'trigger-refuses': { code: 'P0001' },
  'trigger-denied': { code: '42501' },
  'column-in-the-way': { code: '23502' },
  'value-not-jsonb': { code: '42804' },
  'updated-at-type': { code: '22007' },
  'several-rows': { beside: nothingRead },
  'wrong-address': { beside: nothingRead },
  'not-supabase': {},
  'unexpected-answer': { code: 'PGRST999' },
}

/** How nothing can come back, each told in its own words. */
const silences: Record<ReturnType<typeof kindOfSilence>, string> = {
  'not-reached': 'ECONNREFUSED',
  'timed-out': 'TIMED_OUT',
  'name-unknown': 'ENOTFOUND',
  certificate: 'CERT_HAS_EXPIRED',
}

const atGazelle: Record<KindAt<'gazelle'>, Beside> = {
  unauthorized: signInNeeded,
  forbidden: { ...known, works: false, isForbidden: true },
  'rate-limited': known,
  unavailable: known,
  intercepted: known,
  'unexpected-answer': known,
}

const denials: Record<ForbiddenBecause, Beside> = {
  'limited-access': { works: false, isForbidden: true },
  'company-parked': { works: false, isForbidden: true },
  maintenance: { works: false, isForbidden: true },
}

const atTokenEndpoint: Record<KindAt<'oauth'>, Beside> = {
  'invalid-grant': { ...due, asksHuman: true, renewsByItself: false },
  'invalid-client': due,
  'rate-limited': due,
  'not-sent': due,
  'answer-lost': due,
  intercepted: due,
  'unexpected-answer': due,
  'renewed-in-vain': { works: false },
}

/** The popover for each kind of problem, by its name. */
export const problemPopovers: Readonly<Record<string, Snapshot>> = {
  ...states('supabase', atSupabase, (kind, { code, beside = known }) =>
    during({ at: 'store', kind, ...(code === undefined ? {} : { code }) }, beside),
  ),
  ...states('supabase-silent', silences, (_, code) => during({ at: 'store', kind: 'unavailable', code }, known)),
  ...states('gazelle', atGazelle, (kind, beside) => during({ at: 'gazelle', kind, retryAfterSeconds: null }, beside)),
  ...states('gazelle-forbidden', denials, (because, beside) =>
    during({ at: 'gazelle', kind: 'forbidden', because, retryAfterSeconds: null }, beside),
  ),
  ...states('oauth', atTokenEndpoint, (kind, beside) => during({ at: 'oauth', kind, retryAfterSeconds: null }, beside)),
  // No problem of ours, but one of the programs that read the row.
  'taken-for-key': { ...healthy, keeper: { ...keeper, token: { ...tokenAged(6), isShort: true } } },
}

function states<Kind extends string, Value>(
  at: string,
  table: Readonly<Record<Kind, Value>>,
  stateOf: (kind: Kind, value: Value) => Snapshot,
): Record<string, Snapshot> {
  const kinds = Object.keys(table) as Kind[]
  return Object.fromEntries(kinds.map((kind) => [`problem-${at}-${kind}`, stateOf(kind, table[kind])]))
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
  paused: onTheLine('reachable', { facts: { code: 'HTTP_540' } }),
  restricted: onTheLine('reachable', { facts: { code: 'HTTP_402' } }),
  busy: onTheLine('reachable', { facts: { code: 'HTTP_503' } }),
  'wrong-address': onTheLine('reachable'),
  'not-supabase': onTheLine('reachable'),
  'wrong-key': onTheLine('key-accepted'),
  'other-project': onTheLine('key-accepted'),
  'legacy-keys-disabled': onTheLine('key-accepted'),
  'secret-key-refused': onTheLine('key-accepted'),
  'secret-key': onTheLine('key-accepted', { outcome: 'warning' }),
  'sign-in-needed': onTheLine('signed-in'),
  'bad-password': onTheLine('signed-in'),
  'email-not-confirmed': onTheLine('signed-in'),
  'user-banned': onTheLine('signed-in'),
  'captcha-needed': onTheLine('signed-in', { facts: { code: 'captcha_failed' } }),
  'email-sign-in-off': onTheLine('signed-in', { facts: { code: 'email_provider_disabled' } }),
  'sign-in-refused': onTheLine('signed-in', { facts: { code: 'user_sso_managed' } }),
  'session-lost': onTheLine('signed-in'),
  'clock-skew': onTheLine('signed-in', { facts: { code: 'PGRST303' } }),
  'no-user-needed': onTheLine('signed-in', { outcome: 'skipped' }),
  'table-missing': onTheLine('table-there'),
  'schema-not-exposed': onTheLine('table-there', { facts: { code: 'PGRST106' } }),
  'column-missing': onTheLine('table-there', { facts: { missing: ['key', 'value'] } }),
  'updated-at-missing': onTheLine('table-there', { outcome: 'warning' }),
  'no-row-yet': onTheLine('row-readable', { outcome: 'warning' }),
  'row-hidden': onTheLine('row-readable'),
  'empty-or-hidden': onTheLine('row-readable', { outcome: 'warning' }),
  'open-to-everyone': onTheLine('row-readable', { outcome: 'warning' }),
  'several-rows': onTheLine('row-readable'),
  'statement-timeout': onTheLine('row-readable', { facts: { code: '57014' } }),
  'function-missing': onTheLine('swap-function-there'),
  'function-ambiguous': onTheLine('swap-function-there', { facts: { code: 'PGRST203' } }),
  'write-denied': onTheLine('row-writable'),
  'value-not-jsonb': onTheLine('row-writable', { facts: { code: '42804' } }),
  'read-only': onTheLine('row-writable', { facts: { code: '25006' } }),
  'trigger-refuses': onTheLine('row-writable', { facts: { code: 'P0001' } }),
  'trigger-denied': onTheLine('row-writable', { facts: { code: '42501' } }),
  'updated-at-type': onTheLine('row-writable', { facts: { code: '22007' } }),
  'column-in-the-way': onTheLine('other-columns-fine', { facts: { code: '23502', columns: ['description', 'owner'] } }),
  'row-not-understood': onTheLine('other-columns-fine', { facts: { field: 'expires_in' } }),
  'times-not-understood': onTheLine('other-columns-fine', { outcome: 'warning', facts: { field: 'expires_in' } }),
  'taken-for-key': onTheLine('other-columns-fine', { outcome: 'warning' }),
  'bypass-open': onTheLine('no-bypass', {
    outcome: 'warning',
    facts: { open: ['public.settings_view'], possible: ['public.setting(text)'] },
  }),
  'bypass-possible': onTheLine('no-bypass', { outcome: 'warning', facts: { possible: ['public.setting(text)'] } }),
  'migration-older': onTheLine('no-bypass', { outcome: 'warning' }),
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
  return { step, outcome, kind, facts, remedy: remedies[kind] }
}

function pagesOf(results: readonly CheckResult[]): CheckResult[][] {
  const ofEach = checkSteps.map((each) => results.filter(({ step }) => step === each))
  const count = Math.max(...ofEach.map(({ length }) => length))
  return Array.from({ length: count }, (_, page) => ofEach.map((of, line) => of[page] ?? (fine[line] as CheckResult)))
}
