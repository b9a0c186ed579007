import { expect, it } from 'vitest'
import type { SeenKeeper } from './logbook.ts'
import { unattendedDays } from './unattended.ts'

const day = 86_400
const seen = (secondsAgo: number, renewsBy: SeenKeeper['renewsBy'] = 'refresh-token'): SeenKeeper => ({
  name: 'office iMac',
  kind: 'app',
  version: '1.0.0',
  did: 'checked',
  renewsBy,
  secondsAgo,
})

it.each([
  ['nobody was ever there', [], 0],
  ['people bring each token', [seen(9 * day, null)], 0],
  ['somebody was there today', [seen(0), seen(9 * day)], 0],
  ['somebody was there just under three days ago', [seen(3 * day - 1)], 0],
  ['nobody who can renew has been there for three days', [seen(3 * day)], 3],
  ['only somebody who cannot renew was there', [seen(60, null), seen(4.5 * day, 'web-session')], 4],
])('%s', (_, keepers, days) => {
  expect(unattendedDays(keepers)).toBe(days)
})
