import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startVirtualDesktop, type VirtualDesktop } from '../../scripts/desktop/virtual-desktop.ts'
import { Keyring } from '../desktop/keyring.ts'
import { cliFixture } from './cli-fixture.ts'
import { validated } from './schemas.ts'
import { cliAtTerminal } from './terminal.ts'

const on = cliFixture()

// The Secret Service is Linux's; on the others the keychain is the person's own, which no test may touch.
describe.runIf(process.platform === 'linux')('init --keychain', () => {
  let desktop: VirtualDesktop
  let keyring: Keyring
  let folder: string
  let file: string
  let env: NodeJS.ProcessEnv

  beforeAll(async () => {
    desktop = await startVirtualDesktop({ keyring: false })
    keyring = await Keyring.start(desktop.env)
  })
  afterAll(async () => {
    await keyring.close()
    await desktop.close()
  })
  beforeEach(async () => {
    await on.issued(3)
    folder = join(on.home, 'work')
    file = join(folder, '.env')
    mkdirSync(folder, { mode: 0o755 })
    const { PATH, HOME, XDG_STATE_HOME, LANG } = on.env
    const DBUS_SESSION_BUS_ADDRESS = desktop.env['DBUS_SESSION_BUS_ADDRESS']
    env = { PATH, HOME, XDG_STATE_HOME, LANG, DBUS_SESSION_BUS_ADDRESS, TERM: 'xterm' }
    writeFileSync(file, `GAZELLE_URL=${on.sandbox.connection.gazelleUrl}\n`)
  })

  const secretsOf = ({ supabaseKey, supabasePassword, oauthClientSecret } = on.sandbox.connection) =>
    [supabaseKey, supabasePassword, oauthClientSecret].map(String)

  /** Answers all questions, of a user and an application. */
  async function initialised(at = env) {
    const { supabaseUrl, supabaseEmail, oauthClientId } = on.sandbox.connection
    const [key, password, clientSecret] = secretsOf()
    const typed = [
      { after: 'Continue?', text: 'y\r' },
      { after: 'Project URL', text: `${supabaseUrl}\r` },
      { after: 'API key', text: `${key}\r` },
      { after: 'Email of', text: `${supabaseEmail}\r` },
      { after: 'Password of', text: `${password}\r` },
      { after: 'Client ID', text: `${oauthClientId}\r` },
      { after: 'Client secret', text: `${clientSecret}\r` },
    ]
    return await cliAtTerminal(['init', '--keychain'], { env: at, cwd: folder, typed })
  }

  /** Why a command has no configuration. */
  async function faultOf(at = env): Promise<unknown> {
    const { code, stdout } = await on.run(['status', '--json'], { env: at, cwd: folder })
    expect(code).toBe(5)
    return validated('status', stdout)['failure']
  }

  it('puts the secrets in the keychain and the rest in the file, and every command finds them there', async () => {
    const { code, screen, sent } = await initialised()
    expect({ code, screen }).toMatchObject({ code: 0, screen: expect.stringContaining(`Saved: ${file}`) })
    const written = readFileSync(file, 'utf8')
    for (const secret of secretsOf()) expect(`${sent}${written}`.includes(secret)).toBe(false)
    expect(written).toContain("GAZELLE_SECRETS='keychain'")
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await on.run(['check', '--quiet'], { env, cwd: folder })).toMatchObject({ code: 0, stderr: '' })
    const { stdout } = await on.run(['doctor', '--json'], { env, cwd: folder })
    expect(validated('doctor', stdout)).toMatchObject({
      exitCode: 0,
      configuration: { source: 'file', path: file, isInKeychain: true },
    })
    const told = (await on.run(['doctor'], { env, cwd: folder })).stdout
    expect(told).toContain(`Configuration: file ${file}, with its secrets in the system keychain\n`)
  })

  it('gives them to no file that leads elsewhere', async () => {
    expect(await initialised()).toMatchObject({ code: 0 })
    const written = readFileSync(file, 'utf8')
    const elsewhere = {
      SUPABASE_URL: 'http://127.0.0.1:9',
      GAZELLE_URL: 'http://127.0.0.1:9',
      GAZELLE_TABLE: 'another',
    }
    for (const [name, value] of Object.entries(elsewhere)) {
      writeFileSync(file, `${written}${name}=${value}\n`)
      expect(await faultOf()).toEqual({ kind: 'configuration.keychain-absent' })
    }
    expect((await on.run(['check'], { env, cwd: folder })).stderr).toContain('gazelle-keeper init --keychain')
    writeFileSync(file, `${written}GAZELLE_SECRETS=elsewhere\n`)
    expect(await faultOf()).toEqual({ kind: 'configuration.invalid', variable: 'GAZELLE_SECRETS' })
  })

  it('says what to do where the keychain is locked, does not answer, or is not there', async () => {
    expect(await initialised()).toMatchObject({ code: 0 })
    await keyring.lock()
    expect(await faultOf()).toEqual({ kind: 'configuration.keychain-locked' })
    await keyring.unlock()
    keyring.freeze()
    expect(await faultOf()).toEqual({ kind: 'configuration.keychain-silent' })
    keyring.thaw()
    const { DBUS_SESSION_BUS_ADDRESS: _, ...withoutBus } = env
    expect(await faultOf(withoutBus)).toEqual({ kind: 'configuration.keychain-none' })
    const { stderr } = await on.run(['check'], { env: withoutBus, cwd: folder })
    expect(stderr).toContain('No system keychain is available')
    expect(await on.run(['check', '--quiet'], { env, cwd: folder })).toMatchObject({ code: 0, stderr: '' })
  })

  it('asks for nothing where there is no keychain', async () => {
    const before = readFileSync(file, 'utf8')
    const { DBUS_SESSION_BUS_ADDRESS: _, ...withoutBus } = env
    const { code, screen } = await cliAtTerminal(['init', '--keychain'], { env: withoutBus, cwd: folder, typed: [] })
    expect({ code, screen }).toMatchObject({ code: 5, screen: expect.stringContaining('Nothing was written.') })
    expect(screen).not.toContain('Project URL')
    expect(existsSync(file) && readFileSync(file, 'utf8')).toBe(before)
  })

  it('tells of secrets that earlier lines of the file still hold, and does not use them', async () => {
    writeFileSync(file, `${readFileSync(file, 'utf8')}SUPABASE_KEY=an-old-key\n`)
    const { code, screen } = await initialised()
    expect({ code, screen }).toMatchObject({
      code: 0,
      screen: expect.stringContaining('earlier lines of: SUPABASE_KEY'),
    })
    expect(await on.run(['check', '--quiet'], { env, cwd: folder })).toMatchObject({ code: 0, stderr: '' })
  })
})
