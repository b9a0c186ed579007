import { expect, it } from 'vitest'
import { fingerprint } from './fingerprint.ts'

it('is the first 8 hex digits of the SHA-256', () => {
  expect(fingerprint('abc')).toBe('ba7816bf')
  expect(fingerprint('')).toBe('e3b0c442')
})
