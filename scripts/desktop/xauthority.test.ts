import { expect, test } from 'vitest'
import { newXauthority } from './xauthority.ts'

test('is one record for any display, with a cookie of 16 bytes that is never the same', () => {
  const first = newXauthority()
  expect(first.subarray(0, 8)).toEqual(Buffer.from([0xff, 0xff, 0, 0, 0, 0, 0, 18]))
  expect(first.subarray(8, 26).toString()).toBe('MIT-MAGIC-COOKIE-1')
  expect(first.subarray(26, 28)).toEqual(Buffer.from([0, 16]))
  expect(first).toHaveLength(44)
  expect(first.equals(newXauthority())).toBe(false)
})
