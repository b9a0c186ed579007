import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { randomApiKey, randomToken } from '../../sandbox/secrets.ts'
import { cliFixture } from './cli-fixture.ts'
import { program } from './cli-process.ts'
import { validated } from './schemas.ts'

const on = cliFixture()

describe('arguments', () => {
  it.each<[string, () => string[]]>([
    ['a token', () => ['set', randomToken()]],
    ['an API key', () => ['set', randomApiKey()]],
    ['a header', () => ['set', `Authorization: Bearer ${randomToken()}`]],
    ['an option for one', () => ['set', '--token', 'short']],
    ['an option with one', () => ['status', `--anything=${randomToken()}`]],
    ['a key of Supabase', () => ['check', on.sandbox.connection.supabaseSecretKey]],
    ['before the program of run', () => ['run', `--with=${randomToken()}`, '--', 'true']],
  ])('%s is refused, and not repeated', async (_, args) => {
    const given = args()
    for (const json of [[], ['--json']]) {
      const { code, stdout, stderr } = await on.run([given[0] ?? '', ...json, ...given.slice(1)])
      expect(code).toBe(64)
      expect(`${stdout}${stderr}`).toContain('One of the arguments is a secret')
      expect(given.filter((arg) => arg.length > 20 && `${stdout}${stderr}`.includes(arg))).toEqual([])
    }
  })

  it.each([
    [['status', '--loud'], 'Unknown option: --loud'],
    [['revive'], 'Unknown command: revive'],
    [['--quiet'], 'No command was given.'],
    [['status', 'more'], 'Too many arguments.'],
    [['run'], 'An argument is missing after the command.'],
  ])('%j is a mistake of usage', async (args, sentence) => {
    const { code, stdout, stderr } = await on.run(args)
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' })
    expect(stderr).toBe(`${sentence}\nRun “gazelle-keeper --help” for the list of commands.\n`)
  })

  it('help and version need nothing', async () => {
    const env = { PATH: process.env['PATH'] }
    for (const args of [['--help'], ['status', '--help'], ['--version']]) {
      const { code, stdout, stderr } = await on.run(args, { env })
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).not.toBe('')
    }
  })
})

describe('configuration', () => {
  const none = () => ({ PATH: on.env['PATH'], HOME: on.home })

  it('that is missing is told by name', async () => {
    const nothing = await on.run(['status', '--json'], { env: none() })
    expect(validated('status', nothing.stdout)).toMatchObject({
      exitCode: 5,
      failure: { kind: 'configuration.nothing' },
    })
    const { SUPABASE_KEY: _, ...rest } = on.env
    const ended = await on.run(['status', '--json'], { env: rest })
    expect(validated('status', ended.stdout)).toMatchObject({
      exitCode: 5,
      failure: { kind: 'configuration.missing', variable: 'SUPABASE_KEY' },
    })
  })

  it.each([
    ['SUPABASE_URL', 'http://supabase.example', 'https'],
    ['SUPABASE_URL', 'my project', 'not an address'],
    ['GAZELLE_URL', 'http://gazelle.example', 'https'],
    ['GAZELLE_TABLE', 'a table', 'not a valid name'],
  ])('%s=%s is refused', async (name, value, words) => {
    const { code, stderr } = await on.run(['status'], { env: { ...on.env, [name]: value } })
    expect(code).toBe(5)
    expect(stderr).toContain(words)
  })

  it('comes from .env beside the call, or from the file that is named; sources are not mixed', async () => {
    await on.issued(3)
    const { PATH: _, HOME: __, ...variables } = on.env
    const folder = mkdtempSync(join(on.home, 'beside-'))
    const text = Object.entries(variables).map(([name, value]) => `${name}='${value}'\n`)
    writeFileSync(join(folder, '.env'), text.join(''), { mode: 0o600 })
    expect(await on.run(['status', '--quiet'], { env: none(), cwd: folder })).toMatchObject({ code: 0, stderr: '' })
    const named = ['status', '--quiet', '--config', join(folder, '.env')]
    expect(await on.run(named, { env: none() })).toMatchObject({ code: 0, stderr: '' })
    // A folder's .env that somebody else wrote cannot send the environment's key elsewhere.
    const { SUPABASE_URL: ___, ...withoutUrl } = on.env
    const mixed = await on.run(['status'], { env: withoutUrl, cwd: folder })
    expect(mixed.code).toBe(5)
    expect(mixed.stderr).toContain('SUPABASE_URL is missing (environment)')
    const missing = await on.run(['status', '--config', 'nowhere'], { env: on.env, cwd: folder })
    expect(missing.code).toBe(5)
  })
})

describe('where things are not as usual', () => {
  it('a home that cannot be written: a renewal works all the same', async () => {
    await on.issued(25)
    const file = join(on.home, 'file')
    writeFileSync(file, '')
    const { XDG_STATE_HOME: _, ...usual } = on.env
    const env = { ...usual, HOME: join(file, 'home') }
    const ended = await on.run(['check', '--json'], { env })
    expect(validated('check', ended.stdout)).toMatchObject({
      exitCode: 0,
      changes: [{ what: 'renewed' }, { what: 'saved' }],
    })
    const { code } = await on.run(['status'], { env })
    expect(code).toBe(0)
  })

  it('nobody reads stdout: the work is done, and the exit code is right', async () => {
    const { access_token } = await on.issued(25)
    const ended = await on.run(['check'], { during: (child) => void child.stdout?.destroy() })
    expect(ended).toMatchObject({ code: 0, signal: null, stderr: '' })
    expect(await on.tokenInRow()).not.toBe(access_token)
    expect(await on.run(['--help'], { during: (child) => void child.stdout?.destroy() })).toMatchObject({ code: 0 })
  })

  it.each([['ignore'], ['pipe']] as const)('stdin is closed (%s)', async (stdin) => {
    const ended = await on.run(['set'], { stdio: [stdin, 'pipe', 'pipe'] })
    expect(ended.code).toBe(64)
    await on.issued(3)
    expect((await on.run(['check'], { stdio: [stdin, 'pipe', 'pipe'] })).code).toBe(0)
  })

  it('stdin, stdout and stderr are all closed', async () => {
    await on.issued(25)
    const line = `exec "${process.execPath}" "${program}" check <&- >&- 2>&-`
    const child = spawn('sh', ['-c', line], { env: on.env, stdio: 'ignore' })
    expect((await once(child, 'exit'))[0]).toBe(0)
    expect(await on.tokenInRow()).toBe(on.sandbox.gazelle.tokens.at(-1)?.accessToken)
  })

  it('no colours where stdout is no terminal', async () => {
    await on.issued(3)
    expect((await on.run(['status'], { env: { ...on.env, FORCE_COLOR: '1' } })).stdout).not.toContain('\u001b')
  })
})

describe('a prompt', () => {
  /** A terminal with a person at it: types what the second argument says once the prompt is there, and prints the screen. */
  const terminal = `
import os, pty, sys
pid, screen = pty.fork()
if pid == 0: os.execv(sys.argv[1], [sys.argv[1], sys.argv[2], 'set'])
seen = b''
while b'Enter: ' not in seen: seen += os.read(screen, 4096)
os.write(screen, sys.argv[3].encode())
try:
  while True:
    more = os.read(screen, 4096)
    if not more: break
    seen += more
except OSError: pass
print(seen.decode())
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) % 256)
`
  const type = async (text: string) => {
    const child = spawn('python3', ['-c', terminal, process.execPath, program, text], { env: on.env })
    let screen = ''
    child.stdout.on('data', (more) => (screen += more))
    const [code] = await once(child, 'close')
    return { code, screen }
  }

  it('does not show what is typed or pasted, and saves it', async () => {
    const { access_token } = on.sandbox.gazelle.grantPair()
    const { code, screen } = await type(`\u001b[200~Authorization: Bearer ${access_token}\u001b[201~\r`)
    expect(code).toBe(0)
    expect(screen).toContain('Saved: ')
    expect(screen).not.toContain(access_token)
    expect(await on.tokenInRow()).toBe(access_token)
  })

  it('is given up with Ctrl-C', async () => {
    // The exit code of a process that SIGINT ended: -2.
    expect((await type('abc\u0003')).code).toBe(254)
  })
})
