import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, linkSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cliFixture } from '../cli/cli-fixture.ts'
import { validated } from '../cli/schemas.ts'
import { cliAtTerminal } from '../cli/terminal.ts'

const on = cliFixture()

const isRoot = process.geteuid?.() === 0
/** Somebody else on this computer. */
const stranger = 54_321

/** Counts the connections that arrive, and answers none. It is found at an address that is not called this computer's. */
async function trap() {
  let count = 0
  const server = createServer((socket) => {
    count += 1
    socket.destroy()
  }).listen(0, '0.0.0.0')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    get count() {
      return count
    },
    elsewhere: `https://0.0.0.0:${port}`,
    here: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.close()
      await once(server, 'close')
    },
  }
}

/** The variables of the sandbox's connection as a file, with changes. */
function content(changes: Readonly<Record<string, string>> = {}): string {
  const { PATH: _, HOME: __, LANG: ___, XDG_STATE_HOME: ____, ...variables } = on.env
  return Object.entries({ ...variables, ...changes })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

/** A folder of one's own with this `.env`, of mode 0600. */
function folderWith(text: string): string {
  const folder = mkdtempSync(join(on.home, 'work-'))
  writeFileSync(join(folder, '.env'), text, { mode: 0o600 })
  return folder
}

/** The environment without a variable of the connection. */
function bare(): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG, XDG_STATE_HOME } = on.env
  return { PATH, HOME, LANG, XDG_STATE_HOME }
}

const run = (args: readonly string[], cwd: string, input = '') => on.run(args, { env: bare(), cwd, input })

/** Ways in which somebody else can have a hand in the file, or in the folder that it is in. Each gives the folder to work in. */
const planted: readonly [string, string, (text: string) => string][] = [
  [
    'the file may be written by the group',
    'open-to-others',
    (text) => {
      const folder = folderWith(text)
      chmodSync(join(folder, '.env'), 0o660)
      return folder
    },
  ],
  [
    'the folder may be written by everybody',
    'open-to-others',
    (text) => {
      const folder = folderWith(text)
      chmodSync(folder, 0o777)
      return folder
    },
  ],
  [
    'the folder is sticky, as /tmp is',
    'open-to-others',
    (text) => {
      const folder = folderWith(text)
      chmodSync(folder, 0o1777)
      return folder
    },
  ],
  [
    'it is a link into a folder of everybody',
    'open-to-others',
    (text) => {
      const folder = folderWith(text)
      chmodSync(folder, 0o777)
      const work = mkdtempSync(join(on.home, 'link-'))
      symlinkSync(join(folder, '.env'), join(work, '.env'))
      return work
    },
  ],
]

const plantedByRoot: readonly (typeof planted)[number][] = [
  [
    'the folder is another user’s',
    'of-another',
    (text) => {
      const folder = folderWith(text)
      chownSync(join(folder, '.env'), stranger, stranger)
      chownSync(folder, stranger, stranger)
      return folder
    },
  ],
  [
    'the file alone is another user’s',
    'of-another',
    (text) => {
      const folder = folderWith(text)
      chownSync(join(folder, '.env'), stranger, stranger)
      return folder
    },
  ],
  [
    'the folder alone is, and the file a hard link to one’s own',
    'of-another',
    (text) => {
      const mine = folderWith(text)
      const theirs = mkdtempSync(join(on.home, 'theirs-'))
      linkSync(join(mine, '.env'), join(theirs, '.env'))
      chownSync(theirs, stranger, stranger)
      return theirs
    },
  ],
]

describe('a .env that somebody else may have planted', () => {
  it.each([...planted, ...(isRoot ? plantedByRoot : [])])('counts for nothing: %s', async (_, doubt, plant) => {
    await using server = await trap()
    const folder = plant(content({ GAZELLE_URL: server.here, SUPABASE_URL: server.here }))
    const started = join(on.home, 'started')
    for (const args of [
      ['set'],
      ['status'],
      ['check', '--quiet'],
      ['sign-in'],
      ['doctor'],
      ['run', '--', process.execPath, '-e', `fs.writeFileSync(${JSON.stringify(started)}, '')`],
    ]) {
      const { code, stdout, stderr } = await run(args, folder, on.sandbox.gazelle.grantPair().access_token)
      expect({ args, code, stdout }).toEqual({ args, code: 5, stdout: '' })
      expect(stderr).toContain(`${folder}/.env`)
      expect(stderr).toContain('--config')
      expect(stderr).toContain(doubt === 'of-another' ? 'belongs to another user' : 'chmod go-w')
    }
    expect(server.count).toBe(0)
    expect(existsSync(started)).toBe(false)
    const { stdout } = await run(['status', '--json'], folder)
    expect(validated('status', stdout)['failure']).toEqual({ kind: 'configuration.doubtful-file' })
  })

  it('counts once it is named', async () => {
    await on.issued(3)
    const folder = folderWith(content())
    chmodSync(join(folder, '.env'), 0o666)
    expect(await run(['status', '--config', '.env'], folder)).toMatchObject({ code: 0 })
  })

  it('is no matter of ours where it names no connection', async () => {
    const folder = folderWith('DATABASE=a\nGAZELLE_SAVE_WITHIN=x\n')
    chmodSync(folder, 0o777)
    const { stdout } = await run(['status', '--json'], folder)
    expect(validated('status', stdout)['failure']).toEqual({ kind: 'configuration.nothing' })
  })

  it('does not keep a command waiting as a pipe that nobody writes, or by its size', async () => {
    const folder = mkdtempSync(join(on.home, 'pipe-'))
    execFileSync('mkfifo', ['-m', '600', join(folder, '.env')])
    expect(await run(['status'], folder)).toMatchObject({ code: 5 })
    const large = folderWith(`${content()}#${'x'.repeat(1_000_000)}`)
    expect(await run(['status'], large)).toMatchObject({ code: 5 })
  })

  it('may be the folder of a Python environment', async () => {
    const folder = mkdtempSync(join(on.home, 'venv-'))
    mkdirSync(join(folder, '.env'))
    const { stdout } = await run(['status', '--json'], folder)
    expect(validated('status', stdout)['failure']).toEqual({ kind: 'configuration.nothing' })
  })
})

describe('a .env of one’s own folder that came with something from elsewhere', () => {
  const yes = (after: string) => ({ after, text: 'yes\r' })

  it('does not lead tokens to another Gazelle where nobody can be asked', async () => {
    await on.issued(3)
    await using server = await trap()
    const folder = folderWith(content({ GAZELLE_URL: server.elsewhere }))
    for (const args of [['status'], ['check'], ['set'], ['run', '--', 'true']]) {
      const { code, stderr } = await run(args, folder)
      expect({ args, code }).toEqual({ args, code: 5 })
      expect(stderr).toContain(server.elsewhere)
      expect(stderr).toContain(`--config ${folder}/.env`)
    }
    expect(server.count).toBe(0)
  })

  it('does once somebody at a terminal says yes, or names it', async () => {
    await on.issued(3)
    await using server = await trap()
    const folder = folderWith(content({ GAZELLE_URL: server.elsewhere }))
    const question = 'which is not Gazelle. Continue?'
    const no = await cliAtTerminal(['status'], {
      env: bare(),
      cwd: folder,
      typed: [{ after: question, text: 'no\r' }],
    })
    expect(no.code).toBe(5)
    expect(no.screen).toContain('Nothing was sent')
    expect(server.count).toBe(0)
    const agreed = await cliAtTerminal(['status'], { env: bare(), cwd: folder, typed: [yes(question)] })
    expect(agreed.code).toBe(4)
    const asked = server.count
    expect(asked).toBeGreaterThan(0)
    expect(await run(['status', '--config', '.env'], folder)).toMatchObject({ code: 4 })
    expect(server.count).toBeGreaterThan(asked)
  })

  it('does not lead a token that is given to a project where nobody can be asked', async () => {
    await using server = await trap()
    const folder = folderWith(content({ SUPABASE_URL: server.elsewhere }))
    for (const args of [['set'], ['sign-in']]) {
      const { code, stderr } = await run(args, folder, on.sandbox.gazelle.grantPair().access_token)
      expect({ args, code }).toEqual({ args, code: 5 })
      expect(stderr).toContain(server.elsewhere)
    }
    expect(server.count).toBe(0)
  })

  it('does once somebody says yes before the token is asked for, which no haste puts on the screen', async () => {
    await using server = await trap()
    const folder = folderWith(content({ SUPABASE_URL: server.elsewhere }))
    const { access_token: token } = on.sandbox.gazelle.grantPair()
    const question = 'Is it yours?'
    const options = { env: { ...bare(), GAZELLE_SAVE_WITHIN: '0' }, cwd: folder }
    const hasty = await cliAtTerminal(['set'], { ...options, typed: [{ after: question, text: `${token}\r` }] })
    expect(hasty.code).toBe(5)
    expect(hasty.screen).not.toContain(token)
    expect(server.count).toBe(0)
    const args = ['set', '--save-within', '0']
    const agreed = await cliAtTerminal(args, {
      ...options,
      typed: [yes(question), { after: 'Paste the token', text: `${token}\r` }],
    })
    expect(agreed.code).toBe(4)
    expect(agreed.screen).not.toContain(token)
    expect(server.count).toBeGreaterThan(0)
  })

  it.each(['https://gazelleapp.io.evil.example', 'https://gazelleapp.io:8443', 'https://www.gazelleapp.io.'])(
    'is not believed for a like name: %s',
    async (url) => {
      const folder = folderWith(content({ GAZELLE_URL: url }))
      const { stdout } = await run(['status', '--json'], folder)
      expect(validated('status', stdout)['failure']).toMatchObject({ kind: 'configuration.leads-elsewhere' })
    },
  )

  it('changes nothing else of the program: no proxy, no certificates, no options of Node', async () => {
    await on.issued(3)
    await using server = await trap()
    const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy']
    const changes = {
      ...Object.fromEntries(proxies.map((name) => [name, server.here])),
      NODE_USE_ENV_PROXY: '1',
      NODE_EXTRA_CA_CERTS: '/dev/null',
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
      NODE_OPTIONS: '--require /dev/null/none.cjs',
      LD_PRELOAD: '/dev/null/none.so',
      PATH: '/nowhere',
    }
    const folder = folderWith(content(changes))
    for (const args of [[], ['--config', '.env']]) {
      expect(await run(['check', ...args], folder)).toMatchObject({ code: 0 })
      const names = JSON.stringify(Object.keys(changes))
      const print = `console.log(${names}.filter((name) => name !== 'PATH' && name in process.env).join())`
      const ended = await run(['run', ...args, '--', process.execPath, '-e', print], folder)
      expect(ended).toMatchObject({ code: 0, stdout: '\n' })
    }
    expect(server.count).toBe(0)
  })
})

it('a file that values come from is named on stderr, in JSON too, but not when quiet', async () => {
  await on.issued(3)
  const folder = folderWith(content())
  for (const args of [['status'], ['status', '--config', '.env'], ['status', '--json'], ['run', '--', 'true']]) {
    expect(await run(args, folder)).toMatchObject({ code: 0, stderr: `Configuration from the file ${folder}/.env\n` })
  }
  expect(await run(['status', '--quiet'], folder)).toMatchObject({ code: 0, stderr: '' })
})
