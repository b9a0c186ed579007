import { type ChildProcess, spawn } from 'node:child_process'
import { on as events, once } from 'node:events'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { randomApiKey, randomToken } from '../../sandbox/secrets.ts'
import { standBetween } from './between.ts'
import { cliFixture } from './cli-fixture.ts'
import { program } from './cli-process.ts'
import { validated } from './schemas.ts'

const on = cliFixture()

/** Resolves when the child has said this on stderr. */
async function heard(child: ChildProcess, words: string): Promise<void> {
  let said = ''
  for await (const [text] of events(child.stderr as NodeJS.ReadableStream, 'data', { close: ['end'] })) {
    said += text
    if (said.includes(words)) return
  }
}

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
    [[], 'No command was given.'],
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

describe('run', () => {
  const print = 'process.stdout.write([process.env.GAZELLE_ACCESS_TOKEN, process.env.GAZELLE_HEADER_NAME].join(" "))'

  it('gives the program a token that works, after a renewal that was due', async () => {
    await on.issued(25)
    const child = spawn(process.execPath, [program, 'run', '--', process.execPath, '-e', print], { env: on.env })
    let stdout = ''
    child.stdout.on('data', (text) => (stdout += text))
    expect((await once(child, 'close'))[0]).toBe(0)
    expect(stdout).toBe(`${await on.tokenInRow()} Authorization`)
    expect(await on.tokenInRow()).toBe(on.sandbox.gazelle.tokens.at(-1)?.accessToken)
  })

  it('ends as the program does', async () => {
    await on.issued(3)
    expect(await on.run(['run', '--', 'sh', '-c', 'exit 42'])).toMatchObject({ code: 42, stderr: '' })
    expect(await on.run(['run', 'sh', '-c', 'kill -TERM $$'])).toMatchObject({ code: null, signal: 'SIGTERM' })
    const missing = await on.run(['run', '--json', '--', 'no-such-program-here'])
    expect(missing.code).toBe(127)
    expect(validated('run', missing.stderr)).toMatchObject({ failure: { kind: 'program.not-found' } })
  })

  it('passes signals on', async () => {
    await on.issued(3)
    const script = 'trap "echo heard; exit 7" INT; echo ready; while :; do sleep 0.05; done'
    const ended = await on.run(['run', '--', 'sh', '-c', script], {
      during: async (child) => {
        await once(child.stdout as NodeJS.ReadableStream, 'data')
        child.kill('SIGINT')
      },
    })
    expect(ended).toMatchObject({ code: 7, stdout: 'ready\nheard\n' })
  })

  it('does not start the program without a token', async () => {
    const ended = await on.run(['run', '--json', '--', 'echo', 'started'])
    expect(ended).toMatchObject({ code: 3, stdout: '' })
    expect(validated('run', ended.stderr)).toMatchObject({ condition: 'missing' })
  })
})

describe('watch', () => {
  it('keeps the token, tells systemd when it is ready, and ends well with SIGTERM', async () => {
    const { access_token } = await on.issued(25)
    const socket = join(on.home, 'notify')
    const listener = spawn('python3', ['-u', '-c', listen, socket])
    let told = ''
    listener.stdout.on('data', (text) => (told += text))
    await once(listener.stdout, 'data')
    const ended = await on.run(['watch', '--json'], {
      env: { ...on.env, NOTIFY_SOCKET: socket },
      during: async (child) => {
        while (!told.includes('READY=1')) await once(listener.stdout, 'data')
        expect(await on.tokenInRow()).not.toBe(access_token)
        child.kill('SIGTERM')
      },
    })
    listener.kill()
    expect(ended).toMatchObject({ code: 0, signal: null, stderr: '' })
    expect(told).toContain('STOPPING=1')
    const lines = ended.stdout.trimEnd().split('\n')
    const events = lines.map((line) => validated('watch', line)['event'])
    expect(events).toEqual(['renewed', 'saved', 'status', 'stopped'])
    expect(leftBy(on.home)).toEqual([])
  })

  /** A service manager's end of the socket, which Node has not. */
  const listen = `
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
print('listening')
while True: print(s.recv(4096).decode())
`

  it('says what is wrong at once, and goes on', async () => {
    const ended = await on.run(['watch'], {
      during: async (child) => {
        await heard(child, 'There is no token yet')
        child.kill('SIGINT')
      },
    })
    expect(ended).toMatchObject({ code: 0, signal: null })
  })
})

describe('watch, when something passing is in the way', () => {
  it('says that it stays and tries again', async () => {
    await on.issued(3)
    on.sandbox.gazelle.faults.add({ action: { kind: 'status', status: 503 }, path: '/graphql/private/' })
    await on.run(['watch'], {
      during: async (child) => {
        await heard(child, 'Gazelle cannot be reached. Gazelle Keeper will try again automatically.')
        child.kill('SIGINT')
      },
    })
  })
})

/** Journals that nobody would take over. */
const leftBy = (home: string) =>
  readdirSync(join(home, 'state/gazelle-keeper')).filter((name) => name.endsWith('.draft') || name.endsWith('.trial'))

describe('SIGINT in the middle of a renewal', () => {
  it('at each request: what is under way comes to its end, and no token is lost', { timeout: 300_000 }, async () => {
    let steps = 0
    for (let step = 1; ; step++) {
      await on.sandbox.reset()
      await on.issued(25)
      const seen = await renewal(step)
      if (seen === null) break
      steps++
      expect(seen).toMatchObject({ signal: 'SIGINT', code: null })
      const after = await on.answer('check')
      expect({ step, ...after }).toMatchObject({ exitCode: 0, condition: 'valid', works: true })
      expect(await on.tokenInRow()).toBe(on.sandbox.gazelle.tokens.at(-1)?.accessToken)
      expect(on.sandbox.gazelle.tokens.length).toBe(2)
    }
    expect(steps).toBeGreaterThan(7)
  })

  it('twice ends it at once, and the next run settles what was left', async () => {
    // The old refresh token lives until the new pair is used: an answer that dies with the process can be had again.
    on.sandbox.gazelle.configure({ rotation: 'revoke-on-first-use' })
    await on.issued(25)
    const hold = on.sandbox.gazelle.faults.holdNext({ path: '/developer/oauth/token' })
    const ended = await on.run(['check'], {
      during: async (child) => {
        await hold.reached
        child.kill('SIGINT')
        await heard(child, 'Finishing')
        child.kill('SIGINT')
      },
    })
    hold.release()
    expect(ended).toMatchObject({ signal: 'SIGINT' })
    await expect.poll(() => on.sandbox.gazelle.tokens.length).toBe(2)
    // The lease of the process that died is waited for by nobody: the token still lives.
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, works: true })
  })

  /** A check that is interrupted while its request of this number waits; null where it has fewer. */
  async function renewal(step: number) {
    let count = 0
    let child: ChildProcess | null = null
    const { gazelleUrl, supabaseUrl } = on.sandbox.connection
    const interrupt = async () => {
      count++
      if (count !== step || child === null) return undefined
      child.kill('SIGINT')
      await heard(child, 'Finishing')
      return undefined
    }
    const gazelle = await standBetween(gazelleUrl, interrupt)
    const supabase = await standBetween(supabaseUrl, interrupt)
    const env = { ...on.env, GAZELLE_URL: gazelle.url, SUPABASE_URL: supabase.url }
    try {
      const ended = await on.run(['check'], {
        env,
        during: (started) => {
          child = started
        },
      })
      return count < step ? null : ended
    } finally {
      await Promise.all([gazelle.close(), supabase.close()])
    }
  }
})
