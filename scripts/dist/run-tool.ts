import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

/**
 * Runs a program of the system to its end, and gives what it wrote to stdout. `env` is put on top of the usual environment, whose
 * language is plain English. Rejects with its output if it fails.
 */
export async function runTool(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  cwd = resolve(import.meta.dirname, '../..'),
): Promise<string> {
  const run = spawn(program, args, {
    cwd,
    env: { ...process.env, LC_ALL: 'C.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let all = ''
  run.stdout.on('data', (chunk) => {
    stdout += chunk
    all += chunk
  })
  run.stderr.on('data', (chunk) => {
    all += chunk
  })
  const [code] = await once(run, 'close')
  if (code !== 0) throw new Error(`${program} failed (${code}):\n${all.trim().split('\n').slice(-20).join('\n')}`)
  return stdout
}
