import { expect, it } from 'vitest'
import type { SeenKeeper } from './logbook.ts'
import { unattendedDays } from './unattended.ts'

const day = 86_400
/** Last seen so long ago, and last able to renew. */
const seen = (secondsAgo: number, ableSecondsAgo: number | null = secondsAgo): SeenKeeper => ({
  name: 'office iMac',
  kind: 'app',
  version: '1.0.0',
  did: 'checked',
  renewsBy: ableSecondsAgo === secondsAgo ? 'refresh-token' : null,
  secondsAgo,
  ableSecondsAgo,
})

it.each([
  ['nobody was ever there', [], 0],
  ['people bring each token', [seen(9 * day, null)], 0],
  ['somebody was there today', [seen(0), seen(9 * day)], 0],
  ['somebody was there just under three days ago', [seen(3 * day - 1)], 0],
  ['nobody who can renew has been there for three days', [seen(3 * day)], 3],
  ['only somebody who cannot renew was there', [seen(60, null), seen(4.5 * day)], 4],
  ['who could renew an hour ago cannot at the moment', [seen(60, 3600), seen(9 * day)], 0],
  ['who could renew days ago is there, and no longer can', [seen(60, 5 * day)], 5],
])('%s', (_, keepers, days) => {
  expect(unattendedDays(keepers)).toBe(days)
})
