import { expect, it } from 'vitest'
import { passesByItself, StoreError, type StoreErrorKind } from '../../keeper/store-error.ts'
import { type CheckKind, remedies } from './check-result.ts'
import { kindOfFailure, passes, storeKindOf } from './store-failure.ts'

it.each<[StoreErrorKind, string | null, CheckKind]>([
  ['unavailable', null, 'not-reached'],
  ['unavailable', 'ECONNREFUSED', 'not-reached'],
  ['unavailable', 'ERR_INTERNET_DISCONNECTED', 'not-reached'],
  ['unavailable', 'EAI_AGAIN', 'not-reached'],
  ['unavailable', 'ENOTFOUND', 'name-unknown'],
  ['unavailable', 'ERR_NAME_NOT_RESOLVED', 'name-unknown'],
  ['unavailable', 'TIMED_OUT', 'timed-out'],
  ['unavailable', 'ETIMEDOUT', 'timed-out'],
  ['unavailable', 'UND_ERR_CONNECT_TIMEOUT', 'timed-out'],
  ['unavailable', 'ERR_CONNECTION_TIMED_OUT', 'timed-out'],
  ['unavailable', 'CERT_HAS_EXPIRED', 'certificate'],
  ['unavailable', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
  ['unavailable', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
  ['unavailable', 'ERR_CERT_AUTHORITY_INVALID', 'certificate'],
  ['table-missing', 'PGRST205', 'table-missing'],
  ['table-missing', '42703', 'column-missing'],
])('%s with %s is %s', (kind, code, expected) => {
  expect(kindOfFailure(new StoreError(kind, 'text', code === null ? {} : { code }))).toBe(expected)
  expect(remedies[expected]).not.toBeNull()
  expect(storeKindOf(expected)).toBe(kind)
})

it.each(Object.keys(passesByItself) as StoreErrorKind[])(
  '%s passes in the checks as everywhere, and has a remedy',
  (kind) => {
    const checked = kindOfFailure(new StoreError(kind, 'text'))
    expect(passes(checked)).toBe(passesByItself[kind])
    expect(remedies[checked]).not.toBeNull()
  },
)
