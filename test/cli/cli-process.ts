import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import type { Sandbox } from '../../sandbox/index.ts'
import { cliFile } from '../../scripts/cli/build.ts'

export const root = resolve(import.meta.dirname, '../..')
export const program = join(root, cliFile)

/** How a run of the command line ended. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly env: NodeJS.ProcessEnv
  readonly cwd?: string
  /** What stdin gives; nothing by default. Null: `during` ends it. */
  readonly input?: string | null
  readonly stdio?: StdioOptions
  /** Whose process it is; only root can give it to another user. */
  readonly uid?: number
  /** Called when it runs. */
  readonly during?: (child: ChildProcess) => unknown
}

/** The variables of the sandbox's connection, and nothing of this computer but the path. `home` holds what is kept. */
export function environmentOf({ connection }: Sandbox, home: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: home,
    XDG_STATE_HOME: join(home, 'state'),
    LANG: 'C.UTF-8',
    SUPABASE_URL: connection.supabaseUrl,
    SUPABASE_KEY: connection.supabaseKey,
    SUPABASE_EMAIL: connection.supabaseEmail,
    SUPABASE_PASSWORD: connection.supabasePassword,
    GAZELLE_URL: connection.gazelleUrl,
    GAZELLE_CLIENT_ID: connection.oauthClientId,
    GAZELLE_CLIENT_SECRET: connection.oauthClientSecret,
  }
}

/** Runs the command line as it is shipped, and waits for its end. */
export const cli = (args: readonly string[], options: RunOptions): Promise<Ended> =>
  runNode([program, ...args], options)

/** Runs Node with these arguments, and waits for its end. */
export async function runNode(
  args: readonly string[],
  { env, cwd, input = '', stdio, uid, during }: RunOptions,
): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    env,
    cwd: cwd ?? '/',
    stdio: stdio ?? 'pipe',
    ...(uid !== undefined && { uid, gid: uid }),
  })
  let [stdout, stderr] = ['', '']
  child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text))
  child.stdin?.on('error', () => undefined)
  if (input !== null) child.stdin?.end(input)
  const closed = once(child, 'close')
  await during?.(child)
  const [code, signal] = (await closed) as [number | null, NodeJS.Signals | null]
  return { code, signal, stdout, stderr }
}
