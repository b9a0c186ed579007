import { test as base } from '../e2e/fixtures.ts'
import { type OrdinaryUser, withOrdinaryUser } from './ordinary-user.ts'
import { type Packed, withPacked } from './packed-app.ts'

export const test = base.extend<{ person: OrdinaryUser }, { packed: Packed }>({
  packed: [({ runtime, desktop }, use) => withPacked({ runtime, desktop }, use), { scope: 'worker', timeout: 300_000 }],
  person: ({ desktop }, use) => withOrdinaryUser(desktop, use),
})
