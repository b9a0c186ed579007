import type { StoreErrorKind } from '../../keeper/store-error.ts'
import type { KeyKind } from './supabase-key.ts'

/** The checks of a connection, in the order in which they run. */
export const checkSteps = [
  'reachable',
  'key-accepted',
  'signed-in',
  'table-there',
  'row-readable',
  'swap-function-there',
  'row-writable',
  'other-columns-fine',
  'no-bypass',
  'clock-agrees',
] as const

export type CheckStep = (typeof checkSteps)[number]

/** A fault, or something worth saying. */
export type CheckKind =
  // reachable
  | 'name-unknown'
  | 'not-reached'
  | 'timed-out'
  | 'certificate'
  // key-accepted
  | 'other-project'
  | 'secret-key'
  // signed-in
  | 'sign-in-needed'
  | 'no-user-needed'
  // table-there
  | 'column-missing'
  | 'updated-at-missing'
  // row-readable
  | 'no-row-yet'
  | 'empty-or-hidden'
  | 'open-to-everyone'
  // other-columns-fine
  | 'row-not-understood'
  | 'times-not-understood'
  | 'taken-for-key'
  // no-bypass
  | 'bypass-open'
  | 'bypass-possible'
  | 'migration-older'
  // clock-agrees
  | 'clock-wrong'
  | 'clock-not-told'
  // any
  | 'earlier-step'
  | Exclude<StoreErrorKind, 'unavailable'>

/** The remedy that a person can apply. */
export type Remedy =
  | 'check-url'
  | 'check-network'
  | 'check-certificate'
  | 'restore-project'
  | 'wait'
  | 'check-key'
  | 'use-publishable-key'
  | 'sign-in'
  | 'confirm-email'
  | 'copy-migration'
  | 'add-member'
  | 'delete-duplicates'
  | 'fix-row'
  | 'fix-column'
  | 'use-newer-key'
  | 'expose-schema'
  | 'drop-old-function'
  | 'fix-trigger'
  | 'open-other-table'
  | 'fix-updated-at'
  | 'raise-quota'
  | 'free-disk'
  | 'report-code'
  | 'add-column'
  | 'close-bypass'
  | 'check-clock'
  | 'ask-keeper'

/** The facts of a result, as far as its step knows them; no secret is among them. */
export interface CheckFacts {
  readonly tookMilliseconds?: number
  /** The network's, PostgREST's, PostgreSQL's or Auth's own code. */
  readonly code?: string
  readonly keyKind?: KeyKind
  /** The form of the row's value: an object, JSON in a string, or anything else. */
  readonly shape?: 'object' | 'json-string' | 'other'
  /** The row's columns besides `key`, `value` and `updated_at`. */
  readonly columns?: readonly string[]
  /** Those of the columns `key` and `value` that the table does not have. */
  readonly missing?: readonly string[]
  /** The field of the value that is not understood, or several separated by commas. */
  readonly field?: string
  /** Database objects, as SQL names them, that show the token to anybody who has the key. */
  readonly open?: readonly string[]
  /** Database objects that may show it to others: no policy covers them, but they were not seen to show it. */
  readonly possible?: readonly string[]
  /** A second finding worth saying. */
  readonly also?: CheckKind
  /** How the write was proved: by a swap of the row that was rolled back, or by a row beside it. */
  readonly proof?: 'rehearsed' | 'beside'
  /** Supabase's clock minus ours. */
  readonly offsetMilliseconds?: number
}

export interface CheckResult {
  readonly step: CheckStep
  /** `warning`: it works, but something should be done. `skipped`: not needed, or not knowable. */
  readonly outcome: 'fine' | 'warning' | 'failed' | 'skipped'
  /** Null if it is fine and there is nothing to say. */
  readonly kind: CheckKind | null
  readonly facts: CheckFacts
  /** Null if there is nothing to do. */
  readonly remedy: Remedy | null
}

/** The remedy of each kind; a step may know a better one. */
export const remedies: Readonly<Record<CheckKind, Remedy | null>> = {
  'name-unknown': 'check-url',
  'not-reached': 'check-network',
  'timed-out': 'check-network',
  certificate: 'check-certificate',
  paused: 'restore-project',
  restricted: 'raise-quota',
  busy: 'wait',
  'statement-timeout': 'wait',
  'clock-skew': 'wait',
  'read-only': 'free-disk',
  'not-supabase': 'check-url',
  'wrong-address': 'check-url',
  'legacy-keys-disabled': 'use-newer-key',
  'schema-not-exposed': 'expose-schema',
  'function-ambiguous': 'drop-old-function',
  'trigger-refuses': 'fix-trigger',
  'trigger-denied': 'open-other-table',
  'updated-at-type': 'fix-updated-at',
  'wrong-key': 'check-key',
  'other-project': 'check-key',
  'secret-key-refused': 'use-publishable-key',
  'secret-key': 'use-publishable-key',
  'sign-in-needed': 'sign-in',
  'bad-password': 'sign-in',
  'email-not-confirmed': 'confirm-email',
  'user-banned': 'sign-in',
  'captcha-needed': 'report-code',
  'email-sign-in-off': 'report-code',
  'sign-in-refused': 'report-code',
  'session-lost': 'sign-in',
  'no-user-needed': null,
  'table-missing': 'copy-migration',
  'column-missing': 'add-column',
  'updated-at-missing': 'copy-migration',
  'no-row-yet': null,
  'row-hidden': 'add-member',
  'empty-or-hidden': 'copy-migration',
  'open-to-everyone': 'copy-migration',
  'several-rows': 'delete-duplicates',
  'function-missing': 'copy-migration',
  'write-denied': 'copy-migration',
  'value-not-jsonb': 'copy-migration',
  'column-in-the-way': 'fix-column',
  'row-not-understood': 'fix-row',
  'times-not-understood': 'fix-row',
  'taken-for-key': 'ask-keeper',
  'bypass-open': 'close-bypass',
  'bypass-possible': 'close-bypass',
  'migration-older': 'copy-migration',
  'clock-wrong': 'check-clock',
  'clock-not-told': null,
  'earlier-step': null,
  'unexpected-answer': 'report-code',
}
