import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { OtherStart } from './one-at-a-time.ts'
import { howEnded, words } from './words.ts'

/** How long the running app may take to answer, in milliseconds: generous, for slow machines. */
const patienceMilliseconds = 30_000

/**
 * Opens the popover of another `npm start`'s app by starting the same app again: Electron hands over to the first. Error: that
 * app is not up yet, or does not answer.
 */
export async function handOver({ pid, command }: OtherStart, say: (line: string) => void): Promise<void> {
  if (command === null) {
    throw new Error(words('demo.start.at-work', { pid }))
  }
  const [executable, ...args] = command
  const again = spawn(executable, args, { stdio: 'ignore', timeout: patienceMilliseconds })
  const [code, signal] = await once(again, 'exit')
  if (code !== 0) {
    throw new Error(words('demo.start.no-answer', { pid, how: howEnded(code, signal) }))
  }
  say(words('demo.start.handed-over', { pid }))
}
