import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { _electron, type ElectronApplication } from '@playwright/test'
import { answersSurely } from './asking-main.ts'

export interface Launch {
  readonly executablePath: string
  /** The project's folder, with the build in out/. */
  readonly root: string
  /** The whole environment, as the desktop gives it. */
  readonly env: Record<string, string>
  readonly switches: readonly string[]
  /** What stands behind them, as a link does; nothing where they are left out. */
  readonly args?: readonly string[]
}

/** Starts the built app on a real Electron and gives Playwright's handle of it, once main is up. */
export async function launchApp({
  executablePath,
  root,
  env,
  switches,
  args = [],
}: Launch): Promise<ElectronApplication> {
  const app = await _electron.launch({
    executablePath,
    args: ['-r', join(import.meta.dirname, 'before-main.cjs'), ...switches, root, ...args],
    env,
    // Chromium's sandbox stays on for everybody but root, who cannot use it.
    chromiumSandbox: process.getuid?.() !== 0,
  })
  return answersSurely(app)
}

/** Starts the app a second time, as a person does to see it: it hands over to the first, whose popover opens. */
export async function launchAgain({ executablePath, root, env, switches, args = [] }: Launch): Promise<void> {
  const again = spawn(executablePath, [...switches, root, ...args], { env, stdio: 'ignore' })
  const [code] = await once(again, 'exit')
  if (code !== 0) throw new Error(`The second start of the app ended with exit code ${code}.`)
}
