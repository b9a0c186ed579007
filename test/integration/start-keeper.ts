import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Ending } from './keeper-process.ts'

/** A keeper in a process of its own; see keeper-process.ts. */
export interface KeeperProcess {
  /** Lets it check until there is nothing to do; gives how that ended. Rejects when the process ends before. */
  settleDown(): Promise<Ending>
  /** As `settleDown`, with a new token, as a person may ask for it. */
  renew(): Promise<Ending>
  /** `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>
  /** Lets it end by itself; gives its exit code. */
  end(): Promise<number | null>
}

const itsModule = fileURLToPath(new URL('keeper-process.ts', import.meta.url))

/**
 * Starts one; resolves when it is ready: everything loaded, nothing asked of any server yet.
 * @param program keeper-process.ts, or the same as one file, which starts sooner
 */
export async function startKeeper(
  connectionFile: string,
  stateFolder: string,
  environment: NodeJS.ProcessEnv = {},
  program = itsModule,
): Promise<KeeperProcess> {
  const child = spawn(process.execPath, [program, connectionFile, stateFolder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  })
  const gone = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  // Written to a process that was killed: its end is told by `gone`.
  child.stdin.on('error', () => undefined)

  const nextLine = async (): Promise<string> => {
    const line = await lines.next()
    if (line.done) throw new Error(`The keeper's process has ended (${describeEnd(child)}).`)
    return line.value
  }
  const answerTo = async (request: 'check' | 'renew'): Promise<Ending> => {
    child.stdin.write(`${request}\n`)
    return JSON.parse(await nextLine())
  }
  const ready = await nextLine()
  if (ready !== 'ready') throw new Error(`The keeper's process said: ${ready}`)
  return {
    settleDown: () => answerTo('check'),
    renew: () => answerTo('renew'),
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

const describeEnd = ({ exitCode, signalCode }: ChildProcess): string =>
  String(signalCode ?? exitCode ?? 'no more output')
