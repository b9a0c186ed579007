import type { MessageKey } from '../../shared/catalogue/index.ts'
import { isPassing, type Problem, type Snapshot } from '../../shared/snapshot.ts'
import type { TrayStatus } from '../../shared/tray-status.ts'

/** The status of a connection, for the popover's short lines. */
export interface ConnectionStatus {
  readonly tone: TrayStatus
  readonly text: MessageKey
}

type KindAt<At extends Problem['at']> =
  Extract<Problem, { at: At }> extends { kind: infer Kind extends string } ? Kind : never

export function supabaseStatus({ keeper: { problem, row } }: Snapshot): ConnectionStatus {
  if (problem?.at === 'store') {
    return { tone: isPassing(problem) ? 'soon' : 'bad', text: supabaseTexts[problem.kind] }
  }
  if (problem?.at === 'row' || row === 'unreadable') return { tone: 'bad', text: 'line.supabase.row' }
  if (row === 'unread') return { tone: 'off', text: 'line.supabase.unread' }
  return { tone: 'good', text: 'line.supabase.fine' }
}

export function gazelleStatus({ keeper: { problem, works, isForbidden } }: Snapshot): ConnectionStatus {
  if (problem?.at === 'gazelle' && problem.kind !== 'unauthorized') {
    return { tone: problem.kind === 'forbidden' ? 'bad' : 'soon', text: gazelleTexts[problem.kind] }
  }
  if (problem?.at === 'oauth' && problem.kind !== 'invalid-grant') {
    return { tone: problem.kind === 'invalid-client' ? 'bad' : 'soon', text: oauthTexts[problem.kind] }
  }
  if (works === false) return { tone: 'bad', text: isForbidden ? 'line.gazelle.forbidden' : 'line.gazelle.refused' }
  return works === null ? { tone: 'off', text: 'line.gazelle.unasked' } : { tone: 'good', text: 'line.gazelle.fine' }
}

const supabaseTexts: Record<KindAt<'store'>, MessageKey> = {
  unavailable: 'line.supabase.unavailable',
  'wrong-key': 'line.supabase.key',
  'secret-key-refused': 'line.supabase.key',
  'bad-password': 'line.supabase.signed-out',
  'email-not-confirmed': 'line.supabase.signed-out',
  'user-banned': 'line.supabase.signed-out',
  'captcha-needed': 'line.supabase.signed-out',
  'email-sign-in-off': 'line.supabase.signed-out',
  'sign-in-refused': 'line.supabase.signed-out',
  'session-lost': 'line.supabase.signed-out',
  'table-missing': 'line.supabase.unprepared',
  'function-missing': 'line.supabase.unprepared',
  'row-hidden': 'line.supabase.denied',
  'write-denied': 'line.supabase.denied',
  'unexpected-answer': 'line.supabase.unexpected',
  'not-supabase': 'line.supabase.unexpected',
  'wrong-address': 'line.supabase.address',
  busy: 'line.supabase.busy',
  'statement-timeout': 'line.supabase.busy',
  'read-only': 'line.supabase.read-only',
  'clock-skew': 'line.supabase.clock',
  restricted: 'line.supabase.restricted',
  paused: 'line.supabase.paused',
  'legacy-keys-disabled': 'line.supabase.key',
  'function-ambiguous': 'line.supabase.unprepared',
  'schema-not-exposed': 'line.supabase.unprepared',
  'trigger-refuses': 'line.supabase.blocked',
  'trigger-denied': 'line.supabase.blocked',
  'column-in-the-way': 'line.supabase.blocked',
  'value-not-jsonb': 'line.supabase.blocked',
  'updated-at-type': 'line.supabase.blocked',
  'several-rows': 'line.supabase.row',
}

const gazelleTexts: Record<Exclude<KindAt<'gazelle'>, 'unauthorized'>, MessageKey> = {
  forbidden: 'line.gazelle.forbidden',
  'rate-limited': 'line.gazelle.rate-limited',
  unavailable: 'line.gazelle.unavailable',
  intercepted: 'line.gazelle.intercepted',
  'unexpected-answer': 'line.gazelle.unexpected',
}

const oauthTexts: Record<Exclude<KindAt<'oauth'>, 'invalid-grant'>, MessageKey> = {
  'invalid-client': 'line.gazelle.invalid-client',
  'rate-limited': 'line.gazelle.rate-limited',
  'not-sent': 'line.gazelle.unavailable',
  'answer-lost': 'line.gazelle.unavailable',
  intercepted: 'line.gazelle.intercepted',
  'unexpected-answer': 'line.gazelle.unexpected',
  'renewed-in-vain': 'line.gazelle.renewed-in-vain',
}
