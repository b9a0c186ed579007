import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** The program of an earlier commit, built with its own tools and what its lockfile names. */
export interface EarlierProgram {
  /** The whole hash. */
  readonly commit: string
  /** The folder that Electron is given. */
  readonly root: string
  readonly commandLine: string
}

/** Builds the program of `commit` in `folder`, or takes what was built there before. `root`: the repository. */
export function buildEarlier(commit: string, folder: string, root: string): EarlierProgram {
  const named = ['rev-parse', '--verify', `${commit}^{commit}`]
  const hash = execFileSync('git', named, { cwd: root, encoding: 'utf8' }).trim()
  const program = { commit: hash, root: folder, commandLine: join(folder, 'out/cli/gazelle-keeper.cjs') }
  if (existsSync(program.commandLine)) return program
  mkdirSync(folder, { recursive: true })
  const tree = execFileSync('git', ['archive', hash], { cwd: root, maxBuffer: 1 << 30 })
  execFileSync('tar', ['-x'], { cwd: folder, input: tree })
  run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], folder)
  run('npm', ['run', 'build'], folder)
  return program
}

function run(program: string, args: string[], cwd: string): void {
  const { status } = spawnSync(program, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}.`)
}
