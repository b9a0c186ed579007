import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { sourceDateEpoch } from './epoch.ts'

const root = resolve(import.meta.dirname, '../..')

it('is what the variable says, or the commit’s time', () => {
  expect(sourceDateEpoch(root, { SOURCE_DATE_EPOCH: '1795953600' })).toBe(1_795_953_600)
  expect(sourceDateEpoch(root, {})).toBeGreaterThan(1_790_000_000)
  expect(() => sourceDateEpoch(root, { SOURCE_DATE_EPOCH: 'today' })).toThrow('today')
})
