import { isStoreErrorKind } from '../core/keeper/store-error.ts'
import type { CheckKind } from '../core/supabase/setup/check-result.ts'
import type { ConnectionNote, PasteFailure } from '../core/supabase/setup/parse-connection.ts'
import { canBeScheduled } from '../core/supabase/setup/supabase-url.ts'
import type { CommonTranslate } from './catalogue/common/index.ts'
import type { Translate } from './catalogue/index.ts'
import type { Step } from './next-step.ts'
import type { CheckResult, FunctionLook, InvitationFault, PasteRefusal, SupabaseSetup } from './setup.ts'
import type { Language, Snapshot } from './snapshot.ts'
import type { TrayStatus } from './tray-status.ts'
import { clockSentence, describeProblem, withCode } from './wording.ts'

/** The subject of a line of the checklist. */
export function checkName({ step }: CheckResult, t: CommonTranslate): string {
  return t(`check.${step}`)
}

/** The fault, or the remark, with its known facts; null if there is nothing to say. */
export function checkText(result: CheckResult, language: Language, t: CommonTranslate): string | null {
  const { kind } = result
  if (kind === null || kind === 'earlier-step') return null
  if (kind === 'clock-wrong') {
    // The offset is Supabase's clock minus this computer's.
    const error = -(result.facts.offsetMilliseconds ?? 0)
    return `${t('state.clock-wrong')}. ${clockSentence(error, language, t)}`
  }
  const fact = checkFact(result, t)
  const sentence = isToldAsProblem(kind) ? t(`problem.supabase.${kind}`) : t(`check.kind.${kind}`)
  const coded = kind === 'row-not-understood' ? sentence : withCode(sentence, result.facts.code, t)
  const { also } = result.facts
  const besides = also === undefined ? null : checkText({ ...result, kind: also, facts: {} }, language, t)
  return [coded, fact, besides].filter((text) => text !== null).join(' ')
}

/** The kinds that the checklist words as every other place does. */
const toldAsProblems = [
  'busy',
  'statement-timeout',
  'read-only',
  'clock-skew',
  'restricted',
  'legacy-keys-disabled',
  'function-ambiguous',
  'schema-not-exposed',
  'trigger-refuses',
  'trigger-denied',
  'updated-at-type',
  'wrong-address',
  'captcha-needed',
  'email-sign-in-off',
  'sign-in-refused',
  'unexpected-answer',
] as const

const isToldAsProblem = (kind: CheckKind): kind is (typeof toldAsProblems)[number] =>
  (toldAsProblems as readonly CheckKind[]).includes(kind)

/** A fact that helps to fix the fault; null if the kind says all. */
function checkFact({ kind, facts }: CheckResult, t: CommonTranslate): string | null {
  const { columns = [], missing = [], field, open = [], possible = [] } = facts
  switch (kind) {
    case 'column-missing':
      return missing.length === 0 ? null : t('check.fact.missing', { columns: missing.join(', ') })
    case 'column-in-the-way':
      return columns.length === 0 ? null : t('check.fact.columns', { columns: columns.join(', ') })
    case 'row-not-understood':
    case 'times-not-understood':
      return field === undefined ? null : t('check.fact.field', { field })
    case 'bypass-open':
    case 'bypass-possible':
      return [
        ...(open.length === 0 ? [] : [t('check.fact.open', { names: open.join(', ') })]),
        ...(possible.length === 0 ? [] : [t('check.fact.possible', { names: possible.join(', ') })]),
      ].join(' ')
    default:
      return null
  }
}

/** The start of a remedy: a step of main's, or a field in the settings to focus. */
export interface RemedyAction {
  readonly label: Parameters<Translate>[0]
  readonly start: { readonly step: Step } | { readonly focus: 'url' | 'email' }
}

/**
 * The button for a line of the checklist; null where nothing but the list's own “Check again” helps. `hasEditor`: whether the
 * project has a table editor to open.
 */
export function checkRemedy({ remedy }: CheckResult, hasEditor: boolean): RemedyAction | null {
  switch (remedy) {
    case 'check-url':
      return { label: 'remedy.check-url', start: { focus: 'url' } }
    case 'sign-in':
      return { label: 'remedy.sign-in', start: { focus: 'email' } }
    case 'check-key':
    case 'use-newer-key':
    case 'use-publishable-key':
      return { label: 'remedy.paste-key', start: { step: 'supabase.paste' } }
    case 'copy-migration':
      return { label: 'remedy.copy-migration', start: { step: 'copy-migration' } }
    case 'add-member':
      return { label: 'remedy.add-member', start: { step: 'copy-member' } }
    case 'restore-project':
    case 'raise-quota':
    case 'free-disk':
    case 'expose-schema':
    case 'drop-old-function':
    case 'fix-trigger':
    case 'open-other-table':
    case 'fix-updated-at':
    case 'add-column':
    case 'delete-duplicates':
    case 'fix-row':
    case 'fix-column':
    case 'close-bypass':
      return hasEditor ? { label: 'do.open-supabase', start: { step: 'supabase.open' } } : null
    case 'check-network':
    case 'check-certificate':
    case 'wait':
    case 'report-code':
    case 'confirm-email':
    case 'check-clock':
    case 'ask-keeper':
    case null:
      return null
  }
}

/** Why no connection could be taken from the clipboard. */
export function connectionFailure(failure: PasteFailure, t: Translate): string {
  return t(`connection.failure.${failure}`)
}

/** Whether the failure lies in the address itself: then it is shown beside the address. */
export function isAddressFailure(failure: PasteFailure): boolean {
  return failure === 'placeholder' || failure === 'no-project-in-url' || failure === 'not-https'
}

/** Why an invitation was not accepted. */
export function invitationFault({ flaw, field }: InvitationFault, t: Translate): string {
  return t(`invitation.flaw.${flaw}`, { field: field ?? '–' })
}

/** Why no invitation to the project that is set up can be made. */
export function invitationObstacle({ flaw, field }: InvitationFault, t: Translate): string {
  if (flaw === 'secret-key') return t('invitation.obstacle.secret-key')
  return t('invitation.obstacle.other', { field: field ?? '–' })
}

export function connectionNote(note: ConnectionNote, t: Translate): string {
  return t(`connection.note.${note}`)
}

/** Why no token could be taken from the clipboard, and what to copy instead. */
export function pasteRefusal(refusal: PasteRefusal, t: CommonTranslate): string {
  switch (refusal.reason) {
    case 'other-host':
      return t('paste.refused.other-host', { host: refusal.host })
    case 'other-row':
      return t('paste.refused.other-row', { key: refusal.key })
    case 'bad-row':
      return refusal.field === null
        ? t('paste.refused.bad-row')
        : t('paste.refused.bad-row.field', { field: refusal.field })
    case 'is-password-or-key':
      return t(`paste.refused.secret.${secretGroups[refusal.secret]}`)
    default:
      return t(`paste.refused.${refusal.reason}`)
  }
}

const secretGroups = {
  'supabase-publishable': 'supabase',
  'supabase-secret': 'supabase',
  'supabase-legacy-anon': 'supabase',
  'supabase-legacy-service-role': 'supabase',
  'supabase-user': 'supabase',
  'other-service': 'other-service',
  password: 'password',
  'private-key': 'private-key',
} as const satisfies Record<Extract<PasteRefusal, { reason: 'is-password-or-key' }>['secret'], string>

type CodeAnswer = Extract<SupabaseSetup['said'], { about: 'code' }>

/** Why no code was sent, or why the code was not accepted; null if it went well. */
export function codeFailure({ problem, failure, waitSeconds }: CodeAnswer, t: CommonTranslate): string | null {
  switch (failure) {
    case 'too-soon':
      return waitSeconds === null
        ? t('code.failure.too-soon')
        : t('code.failure.too-soon.wait', { seconds: waitSeconds })
    case null:
      return problem === null ? null : describeProblem(problem, t)
    default:
      return isStoreErrorKind(failure) ? t(`problem.supabase.${failure}`) : t(`code.failure.${failure}`)
  }
}

/** Why the keeper cannot be set up as a function of the project; null if it can. */
export function functionObstacle({
  isConnected,
  isSandbox,
  setup: { supabase },
}: Snapshot): 'no-project' | 'sandbox' | 'no-https' | null {
  if (isSandbox) return 'sandbox'
  if (!isConnected || supabase.url === null) return 'no-project'
  return canBeScheduled(supabase.url) ? null : 'no-https'
}

const minuteMilliseconds = 60_000
/** The schedule calls every five minutes: after three of them something is wrong. */
const lateMilliseconds = 15 * minuteMilliseconds

/** What a look has found of the function, in words; null before the first. `now` in milliseconds. */
export function functionNews(
  look: FunctionLook | null,
  t: Translate,
  now: number,
): { readonly tone: TrayStatus; readonly text: string } | null {
  if (look === null) return null
  switch (look.state) {
    case 'looking':
      return { tone: 'busy', text: t('function.looking') }
    case 'failed':
      return { tone: 'bad', text: describeProblem(look.problem, t) }
    case 'seen': {
      const age = Math.max(now - look.at, 0)
      const [isLate, isStuck] = [age >= lateMilliseconds, !look.renews]
      const text = [
        t('function.seen', { name: look.name, ago: agoText(age, t) }),
        ...(isLate ? [t('function.late')] : []),
        ...(isStuck ? [t('function.stuck')] : []),
      ].join(' ')
      return { tone: isLate || isStuck ? 'soon' : 'good', text }
    }
    default:
      return { tone: 'off', text: t(`function.${look.state}`) }
  }
}

/** Within two minutes is just now, as in the command line's `status`. */
function agoText(milliseconds: number, t: Translate): string {
  const minutes = Math.floor(milliseconds / minuteMilliseconds)
  if (minutes < 2) return t('function.ago.now')
  if (minutes < 120) return t('function.ago.minutes', { count: minutes })
  const hours = Math.floor(minutes / 60)
  return hours < 48
    ? t('function.ago.hours', { count: hours })
    : t('function.ago.days', { count: Math.floor(hours / 24) })
}
