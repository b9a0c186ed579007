import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { KeeperApp } from '../e2e/keeper-app.ts'
import { countHandles } from './handles.ts'
import type { Sample } from './slopes.ts'
import { until } from './until.ts'

/** The state that in-main.cjs keeps in the app. */
interface InMain {
  aheadMilliseconds: number
  boxes: string[]
  longestBlockMilliseconds: number
  measure(): Pick<Sample, 'heapMegabytes' | 'pages'>
}

/** Takes the error boxes, and main's longest time without a response, since the last call. */
export async function troublesInMain({
  electron,
}: KeeperApp): Promise<Pick<InMain, 'boxes' | 'longestBlockMilliseconds'>> {
  return await electron.evaluate(() => {
    const { soak } = globalThis as unknown as { soak: InMain }
    const { boxes, longestBlockMilliseconds } = soak
    Object.assign(soak, { boxes: [], longestBlockMilliseconds: 0 })
    return { boxes, longestBlockMilliseconds }
  })
}

/** Main's memory after a garbage collection, and its open handles. */
export async function measureMain({ electron }: KeeperApp): Promise<Omit<Sample, 'start' | 'day'>> {
  const heap = await electron.evaluate(() => {
    const { soak } = globalThis as unknown as { soak: InMain }
    return soak.measure()
  })
  const { pid } = electron.process()
  return { handles: countHandles(targetsOf(pid)), privateMegabytes: privateMegabytesOf(pid), ...heap }
}

/** What a process has for itself. Electron counts the same, but forgets who asked when another of its processes dies meanwhile. */
function privateMegabytesOf(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kilobytes = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0)
  return (kilobytes('RssAnon') + kilobytes('VmSwap')) / 1024
}

/** Kills the app's processes that `isIt` selects by their type in Chromium; gives their number. */
export async function killProcesses(
  { electron }: KeeperApp,
  isIt: (metric: { type: string; serviceName?: string }) => boolean,
): Promise<number> {
  const metrics = await electron.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, type, serviceName }) => ({ pid, type, ...(serviceName ? { serviceName } : {}) })),
  )
  const found = metrics.filter(isIt)
  for (const { pid } of found) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has just ended without our help.
    }
  }
  // Wait until main knows of their end: until then, a question to a dead page is never answered.
  const pids = found.map(({ pid }) => pid)
  const isKnown = () =>
    electron.evaluate(
      ({ app, webContents }, pids) =>
        app.getAppMetrics().every(({ pid }) => !pids.includes(pid)) &&
        webContents.getAllWebContents().every((page) => page.isCrashed() || !pids.includes(page.getOSProcessId())),
      pids,
    )
  await until(isKnown, 'Killed processes are still there.')
  return found.length
}

/** Sets main's clock ahead, in milliseconds. Its pages are told when they are looked at. */
export async function tellTime({ electron }: KeeperApp, ahead: number): Promise<void> {
  await electron.evaluate((_electron, ahead) => {
    const { soak } = globalThis as unknown as { soak: InMain }
    soak.aheadMilliseconds = ahead
  }, ahead)
}

/** The targets of a process's open handles. */
function targetsOf(pid: number | undefined): string[] {
  const folder = `/proc/${pid}/fd`
  return readdirSync(folder).flatMap((handle) => {
    try {
      return [readlinkSync(join(folder, handle))]
    } catch {
      // It has just been closed.
      return []
    }
  })
}
