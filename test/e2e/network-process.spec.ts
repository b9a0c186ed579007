import type { ElectronApplication } from '@playwright/test'
import { expect, test } from './fixtures.ts'

// Chromium's network lives in a process of its own, which can die while the app lives on.

test('the network’s process is killed ten times: the app asks again each time', async ({ launch, sandbox }) => {
  test.setTimeout(120_000)
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

/** Kills the network's process, and waits until the app has been told. */
async function killNetwork(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ app }) => {
    const isNetwork = ({ serviceName }: { serviceName?: string }) => serviceName === 'network.mojom.NetworkService'
    const pid = app.getAppMetrics().find(isNetwork)?.pid
    if (pid === undefined) throw new Error('No network process was found.')
    return new Promise<void>((resolve) => {
      app.on('child-process-gone', (_event, details) => isNetwork(details) && resolve())
      process.kill(pid, 'SIGKILL')
    })
  })
}
