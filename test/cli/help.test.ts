import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import packageFile from '../../package.json' with { type: 'json' }
import { randomToken } from '../../sandbox/secrets.ts'
import { commandNames } from '../../src/cli/program.ts'
import { cliFixture } from './cli-fixture.ts'
import { validated } from './schemas.ts'

const on = cliFixture()
const nothing = () => ({ PATH: on.env['PATH'], HOME: on.home })
const run = (...args: string[]) => on.run(args, { env: nothing(), cwd: on.home })

describe('without a question that needs a project', () => {
  it('no arguments at all are answered with the help', async () => {
    const help = await run('--help')
    expect(help.stdout).toMatch(/^Usage: gazelle-keeper \[command\] \[options\]\n/)
    expect(await run()).toEqual(help)
    expect(await run('help')).toEqual(help)
    expect(help.code).toBe(0)
  })

  it('help and a command give the page of the command', async () => {
    for (const name of ['run', ...commandNames]) {
      const page = await run(name, '--help')
      expect(page).toMatchObject({ code: 0, stderr: '' })
      expect(await run('help', name)).toEqual(page)
    }
  })

  it.each([[['version']], [['-V']], [['--version']]])('%j gives the version', async (args) => {
    expect(await run(...args)).toMatchObject({ code: 0, stdout: `${packageFile.version}\n`, stderr: '' })
  })

  it('the version comes in JSON too', async () => {
    const { stdout } = await run('version', '--json')
    expect(validated('version', stdout)).toMatchObject({ exitCode: 0, program: packageFile.version })
  })

  it('options without a command are still a mistake', async () => {
    expect(await run('--quiet')).toMatchObject({ code: 64, stdout: '' })
  })
})

describe('a slip of the finger', () => {
  it.each([
    [['chekc'], 'Unknown command: chekc', 'Did you mean check?'],
    [['chekc', '--quiet'], 'Unknown command: chekc', 'Did you mean check?'],
    [['--quiet', 'renwe'], 'Unknown command: renwe', 'Did you mean renew?'],
    [['help', 'docter'], 'Unknown command: docter', 'Did you mean doctor?'],
    [['check', '--quite'], 'Unknown option: --quite', 'Did you mean --quiet?'],
    [['--jsno', 'status'], 'Unknown option: --jsno', 'Did you mean --json?'],
    [['renew', '--froce'], 'Unknown option: --froce', 'Did you mean --force?'],
  ])('%j', async (args, fault, question) => {
    const { code, stdout, stderr } = await run(...args)
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' })
    expect(stderr).toBe(`${fault}\n${question}\nRun “gazelle-keeper --help” for the list of commands.\n`)
  })

  it('is told in JSON and in French too', async () => {
    const found = validated('check', (await run('check', '--quite', '--json')).stdout)
    expect(found).toMatchObject({ exitCode: 64, failure: { kind: 'usage.unknownOption', suggestions: ['--quiet'] } })
    const { stderr } = await on.run(['chekc'], { env: { ...nothing(), LANG: 'fr_CA.UTF-8' } })
    expect(stderr).toContain('Vouliez-vous dire check?')
  })

  it('that is like nothing gets no guess', async () => {
    expect((await run('zzzzzz')).stderr).not.toContain('Did you mean')
  })
})

describe('--json, --quiet and --config', () => {
  it('stand before or after the command', async () => {
    await on.issued(3)
    const { PATH: _, HOME: __, ...variables } = on.env
    const file = join(on.home, 'settings.env')
    const text = Object.entries(variables).map(([name, value]) => `${name}='${value}'\n`)
    writeFileSync(file, text.join(''), { mode: 0o600 })
    for (const args of [
      ['--json', '--config', file, 'status'],
      ['--config', file, 'status', '--json'],
      ['status', '--json', '--config', file],
    ]) {
      expect(validated('status', (await run(...args)).stdout)).toMatchObject({ exitCode: 0, works: true })
    }
    for (const args of [
      ['--quiet', '--config', file, 'status'],
      ['--config', file, 'status', '--quiet'],
    ]) {
      expect(await run(...args)).toMatchObject({ code: 0, stdout: '', stderr: '' })
    }
    // What follows the program of `run` is the program's own.
    const ended = await run('--quiet', '--config', file, 'run', 'echo', '--json', '--quiet')
    expect(ended).toMatchObject({ code: 0, stdout: '--json --quiet\n', stderr: '' })
  })

  it('a file before the command leaves the program of run its own arguments, and hides no secret among ours', async () => {
    const token = randomToken()
    const own = await run('--config', 'settings.env', 'run', 'echo', token)
    expect(own).toMatchObject({ code: 5 })
    const ours = await run('--config', 'settings.env', 'set', token)
    expect(ours.code).toBe(64)
    expect(ours.stderr).toContain('One of the arguments is a secret')
  })
})

describe('run', () => {
  it('names the program that is not there', async () => {
    await on.issued(3)
    const ended = await on.run(['run', 'no-such-program-here'])
    expect(ended).toMatchObject({ code: 127, stdout: '', stderr: 'Program not found: no-such-program-here\n' })
  })

  it('does not repeat a secret that stands in its place', async () => {
    await on.issued(3)
    const token = randomToken()
    const ended = await on.run(['run', token])
    expect(ended).toMatchObject({ code: 127, stderr: 'Program not found.\n' })
  })
})

describe('doctor without a configuration', () => {
  it('lists the sources that it looked at', async () => {
    const { code, stdout, stderr } = await run('doctor')
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
    const lines = stderr.split('\n')
    expect(lines[0]).toBe('Looked for a configuration in:')
    expect(lines.slice(1, 5)).toEqual([
      '  – --config: not given',
      '  – environment: none of the variables is set (SUPABASE_URL, SUPABASE_KEY …)',
      `  – file ${join(on.home, '.env')}: not there`,
      '  – the desktop app’s settings (system keychain): the app is not set up here',
    ])
    expect(stderr).toContain('Nothing is configured.')
  })

  it('tells a .env of another program from one that is not there, and lists in JSON too', async () => {
    writeFileSync(join(on.home, '.env'), 'PORT=3000\n', { mode: 0o600 })
    const { stdout, stderr } = await run('doctor', '--json')
    expect(stderr).toBe('')
    expect(validated('doctor', stdout)).toMatchObject({
      exitCode: 5,
      failure: { kind: 'configuration.nothing' },
      lookedAt: [
        { source: 'option', path: null, outcome: 'not-given' },
        { source: 'environment', path: null, outcome: 'not-set' },
        { source: 'file', path: join(on.home, '.env'), outcome: 'not-set' },
        { source: 'desktop', path: null, outcome: 'nothing' },
      ],
    })
  })
})
