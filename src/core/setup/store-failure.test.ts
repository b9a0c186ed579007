import { expect, it } from 'vitest'
import { StoreError, type StoreErrorKind } from '../store/errors.ts'
import { type CheckKind, REMEDIES } from './check-result.ts'
import { kindOfFailure } from './store-failure.ts'

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
  ['unavailable', 'HTTP_540', 'paused'],
  ['unavailable', 'HTTP_503', 'server-trouble'],
  ['unavailable', 'HTTP_429', 'server-trouble'],
  ['unavailable', 'PGRST002', 'server-trouble'],
  ['unexpected-answer', null, 'not-supabase'],
  ['unexpected-answer', 'PGRST106', 'unexpected-answer'],
  ['unexpected-answer', '23502', 'column-in-the-way'],
  ['unexpected-answer', '23514', 'column-in-the-way'],
  ['unexpected-answer', '42804', 'value-not-jsonb'],
  ['table-missing', 'PGRST205', 'table-missing'],
  ['table-missing', '42703', 'column-missing'],
  ['wrong-key', null, 'wrong-key'],
  ['session-lost', 'PGRST301', 'session-lost'],
  ['user-banned', 'user_banned', 'user-banned'],
])('%s with %s is %s', (kind, code, expected) => {
  expect(kindOfFailure(new StoreError(kind, 'text', code === null ? {} : { code }))).toBe(expected)
  expect(REMEDIES[expected]).not.toBeNull()
})
