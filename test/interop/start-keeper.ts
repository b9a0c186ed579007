import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Checked } from './keeper-process.ts'

/** A keeper in a process of its own; see keeper-process.ts. */
export interface KeeperProcess {
  /** As a scheduler's run does. Rejects where the process ends before. */
  check(): Promise<Checked>
  /** `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>
  /** Lets it end in order; gives its exit code. */
  end(): Promise<number | null>
}

/** Starts one for the sandbox whose connection.json is in the folder. */
export function startKeeper(folder: string, stateFolder: string): KeeperProcess {
  const program = join(import.meta.dirname, 'keeper-process.ts')
  const child = spawn(process.execPath, [program, join(folder, 'connection.json'), stateFolder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compile-cache') },
  })
  const gone = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  // Written to a process that was killed: its end is told by `gone`.
  child.stdin.on('error', () => undefined)
  return {
    async check() {
      child.stdin.write('check\n')
      const line = await lines.next()
      if (line.done) throw new Error('The keeper has ended.')
      return JSON.parse(line.value)
    },
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
    async end() {
      child.stdin.end()
      await gone
      return child.exitCode
    },
  }
}
