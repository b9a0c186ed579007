import { diskTroubleIn } from '../core/base/disk-trouble.ts'
import { isPassing } from '../core/keeper/state.ts'
import type { MessageKey } from './catalogue/index.ts'
import type { Request, Verb } from './ipc-schema.ts'
import type { Section } from './setup.ts'
import { isSigningIn, type Problem, type Snapshot } from './snapshot.ts'

/** A step that a window asks main for. */
export type Step = Verb | Request

export interface NextStep {
  readonly step: Step
  readonly label: MessageKey
  /** False if nothing has to be done: the button stays quiet. */
  readonly isUrgent: boolean
}

const settings = (section: Section): Step => ({ do: 'open-settings', section })
const signIn: NextStep = { step: 'sign-in', label: 'do.sign-in', isUrgent: true }
const tryAgain: NextStep = { step: 'secrets.try-again', label: 'do.try-again', isUrgent: true }
const check: NextStep = { step: 'check', label: 'do.check', isUrgent: false }

/** The one main button: always the right next step. Null as long as that is unknown. */
export function nextStep(snapshot: Snapshot): NextStep | null {
  if (!snapshot.isConnected && snapshot.unread !== null) return tryAgain
  if (!snapshot.isConnected) return { step: settings('supabase'), label: 'do.set-up', isUrgent: true }
  const { unconfirmed, takenFrom } = snapshot.keeper
  if (unconfirmed !== null || takenFrom !== null) {
    return { step: 'company.decide', label: 'do.decide', isUrgent: true }
  }
  if (isSigningIn(snapshot.signIn)) return { step: 'sign-in', label: 'do.show-sign-in', isUrgent: true }
  const { condition, keeper } = snapshot
  switch (condition) {
    case 'starting':
      return null
    case 'missing':
    case 'refused':
    case 'expired':
      return isClosedToAll(keeper.problem) ? check : signIn
    case 'held':
      return { step: 'save-held', label: 'do.save-held', isUrgent: true }
    case 'expiring':
      // An automatic renewal needs nobody, but a person may start it early.
      return keeper.renewsByItself ? { step: 'renew', label: 'do.renew', isUrgent: false } : signIn
    case 'valid':
    case 'blocked':
      return remedyOf(snapshot) ?? check
  }
}

/** Whether Gazelle denies access to everybody who signs in: checking again is all that can be done here. */
function isClosedToAll(problem: Problem | null): boolean {
  return problem?.at === 'gazelle' && (problem.because === 'company-parked' || problem.because === 'maintenance')
}

/** The remedy that a person can apply to the problem; null if there is no problem, or only waiting helps. */
export function remedyOf({ keeper: { problem }, setup }: Snapshot): NextStep | null {
  if (problem === null) return null
  if (isPassing(problem)) {
    // The network will not come back without the password.
    return setup.proxy?.isAsking
      ? { step: settings('general'), label: 'do.enter-proxy-password', isUrgent: true }
      : null
  }
  const remedy = (step: Step, label: MessageKey): NextStep => ({ step, label, isUrgent: true })
  switch (problem.at) {
    case 'store':
      return mendedThere.includes(problem.kind) && setup.supabase.hasEditor
        ? remedy('supabase.open', 'do.open-supabase')
        : remedy(settings('supabase'), supabaseRemedies[problem.kind])
    case 'row':
      return setup.supabase.hasEditor
        ? remedy('supabase.open', 'do.open-supabase')
        : remedy(settings('supabase'), 'do.supabase-settings')
    case 'gazelle':
      return isClosedToAll(problem) ? null : signIn
    case 'oauth':
      return problem.kind === 'renewed-in-vain' ? signIn : remedy(settings('oauth'), 'do.correct-oauth')
    case 'keeper':
      return diskTroubleIn(problem) === null ? remedy('copy-diagnostics', 'do.copy-diagnostics') : null
  }
}

/** Problems that are fixed in the project, not on this computer. */
const mendedThere: readonly Extract<Problem, { at: 'store' }>['kind'][] = [
  'restricted',
  'paused',
  'function-ambiguous',
  'schema-not-exposed',
  'trigger-refuses',
  'trigger-denied',
  'column-in-the-way',
  'value-not-jsonb',
  'updated-at-type',
  'several-rows',
]

const supabaseRemedies = {
  unavailable: 'do.check',
  'wrong-key': 'do.correct-key',
  'secret-key-refused': 'do.correct-key',
  'bad-password': 'do.sign-in-supabase',
  'email-not-confirmed': 'do.sign-in-supabase',
  'user-banned': 'do.sign-in-supabase',
  'captcha-needed': 'do.supabase-settings',
  'email-sign-in-off': 'do.supabase-settings',
  'sign-in-refused': 'do.sign-in-supabase',
  'session-lost': 'do.sign-in-supabase',
  'table-missing': 'do.prepare-supabase',
  'function-missing': 'do.prepare-supabase',
  'row-hidden': 'do.supabase-settings',
  'write-denied': 'do.supabase-settings',
  'unexpected-answer': 'do.supabase-settings',
  busy: 'do.check',
  'statement-timeout': 'do.check',
  'read-only': 'do.check',
  'clock-skew': 'do.check',
  restricted: 'do.supabase-settings',
  paused: 'do.supabase-settings',
  'legacy-keys-disabled': 'do.correct-key',
  'function-ambiguous': 'do.supabase-settings',
  'schema-not-exposed': 'do.supabase-settings',
  'trigger-refuses': 'do.supabase-settings',
  'trigger-denied': 'do.supabase-settings',
  'column-in-the-way': 'do.supabase-settings',
  'value-not-jsonb': 'do.supabase-settings',
  'updated-at-type': 'do.supabase-settings',
  'several-rows': 'do.supabase-settings',
  'wrong-address': 'do.supabase-settings',
  'not-supabase': 'do.supabase-settings',
} as const satisfies Record<Extract<Problem, { at: 'store' }>['kind'], MessageKey>
