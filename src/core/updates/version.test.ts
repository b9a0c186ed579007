import { expect, it } from 'vitest'
import { compareVersions, isVersion } from './version.ts'

it('orders versions as Semantic Versioning does', () => {
  const ordered = [
    '0.1.0-alpha',
    '0.1.0-alpha.1',
    '0.1.0-alpha.beta',
    '0.1.0-beta.2',
    '0.1.0-beta.11',
    '0.1.0-rc.1',
    '0.1.0',
    '0.1.9',
    '0.1.10',
    '0.2.0',
    '1.0.0',
    '10.0.0',
  ]
  for (const [at, one] of ordered.entries())
    for (const [other, each] of ordered.entries())
      expect([one, each, Math.sign(compareVersions(one, each))]).toEqual([one, each, Math.sign(at - other)])
})

it.each(['', 'v1.0.0', '1.0', '1.0.0+build', '1.0.0-', '1.0.0 ', '9999999999.0.0', null, 1])(
  'takes %j for no version',
  (text) => {
    expect(isVersion(text)).toBe(false)
  },
)
