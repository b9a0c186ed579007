import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shells, wordsOf } from '../../src/cli/completion/words.ts'
import { program } from './cli-process.ts'
import { validated } from './schemas.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'completion-'))
  writeFileSync(join(folder, 'my settings.env'), '')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const env = { PATH: process.env['PATH'], LANG: 'C.UTF-8' }
const made = (...args: string[]) =>
  spawnSync(process.execPath, [program, 'completion', ...args], { env, cwd: '/', encoding: 'utf8' })

/** What the real bash completes after these words; the last one is being typed. */
function completedByBash(...words: string[]): string[] {
  const script = `${made('bash').stdout}
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    _gazelle_keeper
    printf '%s\\n' "\${COMPREPLY[@]}"`
  const options = { env, cwd: folder, encoding: 'utf8' } as const
  const printed = execFileSync('bash', ['--norc', '-c', script, 'bash', ...words], options)
  return printed.split('\n').filter((line) => line !== '')
}

describe('bash', () => {
  it.each<[string[], string[]]>([
    [['che'], ['check']],
    [['--q'], ['--quiet']],
    [['check', '--save'], ['--save-within']],
    [['--json', 'forget', '--re'], ['--revoke']],
    [['--config', 'status', 'renew', '--fo'], ['--force']],
    [['status', '--fo'], []],
    [['help', 'docto'], ['doctor']],
    [['completion', 'po'], ['powershell']],
    [['check', '--config', 'my'], ['my settings.env']],
    [['check', '--config', '=', 'my'], ['my settings.env']],
    [['check', '--save-within', ''], []],
    [['run', '--keep-env', 'X', '--', 'true', 'my'], ['my settings.env']],
    [['run', 'true', '--js'], []],
  ])('completes %j to %j', (words, expected) => {
    expect(completedByBash('gazelle-keeper', ...words)).toEqual(expected)
  })

  it('completes the names of programs after run', () => {
    expect(completedByBash('gazelle-keeper', 'run', 'ech')).toContain('echo')
  })

  it('reads the script as it stands in a start file', () => {
    const line = `eval "$(cat)" && complete -p gazelle-keeper`
    const printed = execFileSync('bash', ['--norc', '-c', line], { env, input: made('bash').stdout, encoding: 'utf8' })
    expect(printed).toBe('complete -F _gazelle_keeper gazelle-keeper\n')
  })
})

/** The other shells that this computer has, and how each checks a script without running it. */
const checkers = { zsh: ['zsh', '-fn'], fish: ['fish', '--no-execute'], powershell: ['pwsh', '-NoProfile', '-File'] }
const here = Object.entries(checkers).filter(([, [name = '']]) => spawnSync(name, ['--version']).status === 0)

describe.each(shells)('the script for %s', (shell) => {
  it('names every command and every option of the help', () => {
    const { stdout } = made(shell)
    const { options, commands } = wordsOf('en')
    const spelled = (long: string) => (shell === 'fish' ? `-l ${long.slice(2)} ` : long)
    for (const { name } of commands) expect(stdout).toContain(name)
    for (const { long } of [...options, ...commands.flatMap((command) => command.options)]) {
      expect(stdout).toContain(spelled(long))
    }
  })

  it('is understood by the shell, if this computer has it', () => {
    for (const [, [name = '', ...args]] of here.filter(([each]) => each === shell)) {
      const file = join(folder, shell === 'powershell' ? 'script.ps1' : 'script')
      writeFileSync(file, made(shell).stdout)
      expect(spawnSync(name, [...args, file], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' })
    }
  })
})

describe('the command', () => {
  it('needs the name of a shell that it knows', () => {
    for (const args of [[], ['tcsh']]) {
      expect(made(...args)).toMatchObject({ status: 64, stdout: '', stderr: expect.stringContaining('Name the shell') })
    }
  })

  it('gives the script in JSON too', () => {
    expect(validated('completion', made('fish', '--json').stdout)).toMatchObject({
      shell: 'fish',
      script: made('fish').stdout,
    })
  })

  it('describes in the person’s language', () => {
    expect(made('fish').stdout).toContain('renew the token now, if due')
    const french = spawnSync(process.execPath, [program, 'completion', 'fish'], {
      env: { ...env, LANG: 'fr_CA.UTF-8' },
    })
    expect(String(french.stdout)).toContain('renouveler le jeton maintenant')
  })
})
