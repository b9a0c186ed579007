import { expect, it } from 'vitest'
import { keepers } from '../../test/pages/logbook-states.ts'
import { healthy, now } from '../../test/pages/states.ts'
import { translator } from './catalogue/index.ts'
import { agoText, keeperFacts, keepersText, unattendedFor } from './keepers-wording.ts'

const t = translator('en')

it('names the keepers seen last, and counts the others', () => {
  expect(keepersText(keepers, t, now)).toBe(
    'iMac de l’atelier, now · project function, 4 min ago · serveur-01 (command line), 3 h ago · portable de Camille, 9 days ago · 1 more',
  )
})

it.each([
  [0, 'now'],
  [119, 'now'],
  [120, '2 min ago'],
  [2 * 3600 - 1, '119 min ago'],
  [2 * 3600, '2 h ago'],
  [48 * 3600, '2 days ago'],
  // A clock that was set back.
  [-500, 'now'],
])('says of %i seconds ago: %s', (seconds, text) => {
  expect(agoText({ seenAt: now - seconds * 1000 }, t, now)).toBe(text)
})

it('says how each renews the token, and what it did last', () => {
  expect(keepers.map((keeper) => keeperFacts(keeper, t))).toEqual([
    'Renews the token by itself · last renewed the token · 0.1.0',
    'Renews the token by itself · last checked the token · 0.1.0',
    'Cannot renew the token without a person · last met a problem · 0.1.0',
    'Renews the token while signed in to Gazelle · last checked the token · 0.1.0',
    'Cannot renew the token without a person · last found a new token',
  ])
})

it('says that nobody is there only where that is known, and this computer cannot renew', () => {
  const days = (unattendedDays: number | null, renewsByItself: boolean) =>
    unattendedFor({ ...healthy, keeper: { ...healthy.keeper, unattendedDays, renewsByItself } })
  expect([days(4, false), days(4, true), days(0, false), days(null, false)]).toEqual([4, null, null, null])
})
