import {
  isStoreErrorKind,
  passesByItself,
  type StoreError,
  type StoreErrorKind,
  timedOutCode,
} from '../../keeper/store-error.ts'
import type { CheckKind } from './check-result.ts'

/** The kind of check result for a `StoreError` during setup: its own kind, refined by the code for a few. */
export function kindOfFailure({ kind, code }: Pick<StoreError, 'kind' | 'code'>): CheckKind {
  if (kind === 'unavailable') return kindOfSilence(code ?? '')
  return kind === 'table-missing' && (code === '42703' || code === 'PGRST204') ? 'column-missing' : kind
}

/** The reason for missing answers, by the code of `unavailable`. */
export function kindOfSilence(code: string) {
  if (code === timedOutCode || /TIMED_?OUT|TIMEOUT/.test(code)) return 'timed-out'
  if (/^(ENOTFOUND|ERR_NAME_NOT_RESOLVED)$/.test(code)) return 'name-unknown'
  return /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_/.test(code) ? 'certificate' : 'not-reached'
}

/**
 * The kind of `StoreError` behind a failed check, so that app and command line judge it alike; null for kinds that only checks
 * have.
 */
export function storeKindOf(kind: CheckKind | null): StoreErrorKind | null {
  switch (kind) {
    case 'not-reached':
    case 'timed-out':
    case 'name-unknown':
    case 'certificate':
      return 'unavailable'
    case 'column-missing':
      return 'table-missing'
    case 'other-project':
      return 'wrong-key'
    default:
      return kind !== null && isStoreErrorKind(kind) ? kind : null
  }
}

/** Whether a failed check passes without anybody's help. */
export function passes(kind: CheckKind | null): boolean {
  const storeKind = storeKindOf(kind)
  return storeKind !== null && passesByItself[storeKind]
}
