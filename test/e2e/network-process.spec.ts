import { expect, test } from './fixtures.ts'
import { killNetwork } from './kill-network.ts'

// Chromium's network lives in a process of its own, which can die while the app lives on.

test('the network’s process is killed ten times: the app asks again each time', async ({ launch, sandbox }) => {
  const app = await launch()
  const popover = await app.signIn()
  await popover.expectCondition('valid')
  await app.openPopover()
  const asked = () => sandbox.gazelle.requests.all.filter(({ path }) => path === '/graphql/private/').length
  for (let death = 0; death < 10; death++) {
    await killNetwork(app.electron)
    const before = asked()
    await popover.press('Check now')
    await expect.poll(asked).toBeGreaterThan(before)
    await popover.expectCondition('valid')
  }
})
