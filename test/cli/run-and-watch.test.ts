import { type ChildProcess, spawn } from 'node:child_process'
import { on as events, once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
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
