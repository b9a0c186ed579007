import { describe, expect, it } from 'vitest'
import { cliFixture } from '../cli/cli-fixture.ts'
import { validated } from '../cli/schemas.ts'
import { cliAtTerminal } from '../cli/terminal.ts'
import { envFolder, trap } from './env-folder.ts'

const on = cliFixture()
const { bare, content, folderWith, run } = envFolder(on)

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
    expect(hasty.sent).not.toContain(token)
    expect(server.count).toBe(0)
    const args = ['set', '--save-within', '0']
    const agreed = await cliAtTerminal(args, {
      ...options,
      typed: [yes(question), { after: 'Paste the token', text: `${token}\r` }],
    })
    expect(agreed.code).toBe(4)
    expect(agreed.sent).not.toContain(token)
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
