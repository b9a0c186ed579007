import { signInTo } from '../../scripts/driver/windows.ts'
import { expect, test } from './fixtures.ts'
import { rowOf } from './row.ts'

test('Gazelle refuses the token it has just sent: nothing is saved, another one is waited for', async ({
  launch,
  sandbox,
}) => {
  test.setTimeout(600_000)
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await popover.press('Sign in to Gazelle')
  const window = await app.signInWindow()
  const accept = sandbox.gazelle.faults.add({ action: { kind: 'status', status: 401 }, path: '/graphql/*', times: 1e9 })
  await signInTo(window.gazelle, sandbox.connection.gazelleEmail, sandbox.connection.gazellePassword)
  // Gazelle has a minute to get to know it.
  await window.expectPhase('token-refused', 90_000)
  expect(await rowOf(sandbox)).toBeUndefined()
  accept()
  const closed = window.closed()
  await window.press('Reload')
  await closed
  await popover.expectCondition('valid')
})
