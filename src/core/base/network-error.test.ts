import { describe, expect, it } from 'vitest'
import { isRefusedRedirect, networkErrorCode } from './network-error.ts'

describe('networkErrorCode', () => {
  it('finds the code wherever it stands, and never a text', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    expect(networkErrorCode(new TypeError('fetch failed', { cause: refused }))).toBe('ECONNREFUSED')
    expect(networkErrorCode(new Error('net::ERR_NAME_NOT_RESOLVED'))).toBe('ERR_NAME_NOT_RESOLVED')
    expect(networkErrorCode(new TypeError('Bearer secret is an invalid header value'))).toBeNull()
    expect(networkErrorCode('secret')).toBeNull()
  })
})

it('a redirect that was not followed is told from a failure', () => {
  expect(isRefusedRedirect(new Error('Redirect was cancelled'))).toBe(true)
  expect(isRefusedRedirect(new TypeError('fetch failed'))).toBe(false)
  expect(isRefusedRedirect('Redirect was cancelled')).toBe(false)
})
