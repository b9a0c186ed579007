import type { ElectronApplication } from '@playwright/test'

/** Kills the process of Chromium's network, and waits until the app has been told. */
export async function killNetwork(electron: ElectronApplication): Promise<void> {
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
