import { TIMED_OUT } from '../store/answers.ts'
import type { StoreError } from '../store/errors.ts'
import type { CheckKind } from './check-result.ts'

/** What a `StoreError` means to somebody who is setting the connection up. Takes the error; gives its kind of a check. */
export function kindOfFailure({ kind, code }: StoreError): CheckKind {
  switch (kind) {
    case 'unavailable':
      return kindOfSilence(code ?? '')
    case 'unexpected-answer':
      // Integrity: a column that asks for a value, or for another one.
      if (/^23...$/.test(code ?? '')) return 'column-in-the-way'
      // What assigning or comparing jsonb to a column of another type gives.
      if (code === '42804' || code === '42846') return 'value-not-jsonb'
      return code === null ? 'not-supabase' : 'unexpected-answer'
    case 'table-missing':
      return code === '42703' || code === 'PGRST204' ? 'column-missing' : 'table-missing'
    default:
      return kind
  }
}

function kindOfSilence(code: string): CheckKind {
  if (code === TIMED_OUT || /TIMED_?OUT|TIMEOUT/.test(code)) return 'timed-out'
  if (/^(ENOTFOUND|ERR_NAME_NOT_RESOLVED)$/.test(code)) return 'name-unknown'
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_/.test(code)) return 'certificate'
  if (code === 'HTTP_540') return 'paused'
  return /^(HTTP_|PGRST)/.test(code) ? 'server-trouble' : 'not-reached'
}
