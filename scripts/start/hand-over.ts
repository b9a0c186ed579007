import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { OtherStart } from './one-at-a-time.ts'

/** How long the running app may take to answer, in milliseconds: generous, for slow machines. */
const patienceMilliseconds = 30_000

/**
 * Opens the popover of another `npm start`'s app by starting the same app again: Electron hands over to the first. Error: that
 * app is not up yet, or does not answer.
 */
export async function handOver({ pid, command }: OtherStart, say: (line: string) => void): Promise<void> {
  if (command === null) {
    throw new Error(
      `Another \`npm start\` (process ${pid}) is at work and has no window yet: wait for it, or end it by Ctrl-C in its terminal.`,
    )
  }
  const [executable, ...args] = command
  const again = spawn(executable, args, { stdio: 'ignore', timeout: patienceMilliseconds })
  const [code, signal] = await once(again, 'exit')
  if (code !== 0) {
    throw new Error(
      `Gazelle Keeper is already running (process ${pid}), but does not answer (${signal ?? `exit code ${code}`}): stop it by Ctrl-C in its terminal.`,
    )
  }
  say(`Gazelle Keeper is already running (process ${pid}); its popover is now open. Nothing was built or started.`)
}
