import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { runTool } from '../../scripts/dist/run-tool.ts'

/** "nobody" of Linux: somebody who is not root, and whom Chromium's sandbox is on for. */
const nobody = 65_534

const root = resolve(import.meta.dirname, '../..')

/** Somebody with a home of their own, in which the programs that they run leave what they leave. */
export interface Person {
  readonly home: string
  /** Runs a program as them, in a folder of theirs, and gives what it printed. Rejects with its output if it fails. */
  run(program: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<string>
}

/** Takes root, who alone can become somebody else. */
export async function withPerson(use: (person: Person) => Promise<void>): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'gazelle-keeper-person-'))
  await chown(home, nobody, nobody)
  const bare = {
    HOME: home,
    TMPDIR: home,
    XDG_CACHE_HOME: join(home, '.cache'),
    LANG: 'en_CA.UTF-8',
    LC_ALL: undefined,
  }
  const become = ['--reuid', String(nobody), '--regid', String(nobody), '--clear-groups', '--']
  try {
    await use({
      home,
      run: (program, args, env = {}) => runTool('setpriv', [...become, program, ...args], { ...bare, ...env }, home),
    })
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 10 })
  }
}

/** Starts the app as this person, on a desktop of theirs, and gives what was seen: see as-person.ts. */
export async function startAs(person: Person, program: string, task: 'job' | 'look'): Promise<string[]> {
  const node = join(root, 'node_modules/node/bin/node')
  const said = await person.run(node, [join(root, 'test/dist/as-person.ts'), program, task])
  return said.split('\n').filter((line) => line !== '')
}
