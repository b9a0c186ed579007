import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sessionBus } from 'dbus-next'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startVirtualDesktop, type VirtualDesktop } from '../../scripts/desktop/virtual-desktop.ts'
import type { Connection } from '../../src/core/supabase/connection.ts'
import { Keyring } from '../desktop/keyring.ts'
import { cliFixture } from './cli-fixture.ts'
import { runNode } from './cli-process.ts'
import { validated } from './schemas.ts'

const on = cliFixture()

/** The desktop app's connection to the sandbox. */
const handoverOf = (): Connection => {
  const { connection } = on.sandbox
  return {
    gazelleUrl: connection.gazelleUrl,
    supabaseUrl: connection.supabaseUrl,
    supabaseKey: connection.supabaseKey,
    supabaseUser: { email: connection.supabaseEmail, password: connection.supabasePassword },
    table: 'system_settings',
    rowKey: 'gazelle_oauth_token',
    application: { clientId: connection.oauthClientId, clientSecret: connection.oauthClientSecret },
  }
}

/** Nothing is configured but, perhaps, the desktop app. */
const onDesktop = ({ env }: VirtualDesktop) => ({
  PATH: on.env['PATH'],
  HOME: on.home,
  DBUS_SESSION_BUS_ADDRESS: env['DBUS_SESSION_BUS_ADDRESS'],
})

/** Leaves the file in which the app keeps what is no secret. */
function setUpApp(settings = {}): void {
  const folder = join(on.home, '.config', 'Gazelle Keeper')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings))
}

/** Leaves this in the keychain where the app does; null: nothing. */
async function leave(handover: object | null, env = on.env): Promise<void> {
  const input = handover === null ? '' : JSON.stringify({ version: 1, ...handover })
  expect(await runNode([join(import.meta.dirname, 'handover-process.ts')], { env, input })).toMatchObject({ code: 0 })
}

/** Why a command has no configuration. */
async function faultOf(env: NodeJS.ProcessEnv, command = 'status'): Promise<unknown> {
  const { code, stdout } = await on.run([command, '--json'], { env })
  expect(code).toBe(5)
  return validated(command, stdout)['failure']
}

// The Secret Service is Linux's; on the others the keychain is the person's own, which no test may touch.
describe.runIf(process.platform === 'linux')('the desktop app’s settings', () => {
  let desktop: VirtualDesktop
  beforeAll(async () => {
    desktop = await startVirtualDesktop()
  })
  afterAll(async () => {
    await desktop.close()
  })
  beforeEach(async () => {
    on.env = onDesktop(desktop)
    await leave(null)
  })

  it('are the configuration where there is no other, and doctor says so', async () => {
    await on.issued(3)
    await leave(handoverOf())
    expect(await on.answer('status')).toMatchObject({ exitCode: 0, condition: 'valid', renewsByItself: true })
    expect(await on.answer('doctor')).toMatchObject({ exitCode: 0, configuration: { source: 'desktop', path: null } })
    expect((await on.run(['doctor'])).stdout).toContain('Configuration: the desktop app’s settings (system keychain)')
  })

  it('give way to the environment and to .env', async () => {
    await leave({ ...handoverOf(), supabaseUrl: 'https://other.example' })
    const { connection } = on.sandbox
    const variables = { SUPABASE_URL: connection.supabaseUrl, SUPABASE_KEY: connection.supabaseSecretKey }
    on.env = { ...onDesktop(desktop), ...variables }
    expect(await on.answer('doctor')).toMatchObject({ configuration: { source: 'environment' } })
    on.env = onDesktop(desktop)
    writeFileSync(
      join(on.home, '.env'),
      Object.entries(variables)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
      { mode: 0o600 },
    )
    const { stdout } = await on.run(['doctor', '--json'], { cwd: on.home })
    expect(validated('doctor', stdout)).toMatchObject({ configuration: { source: 'file' } })
  })

  it('tell sql the names of the table and the row', async () => {
    await leave({ ...handoverOf(), table: 'firm_settings', rowKey: 'gazelle' })
    expect(await on.answer('sql')).toMatchObject({ exitCode: 0, table: 'firm_settings', rowKey: 'gazelle' })
    await leave(null)
    expect(await on.answer('sql')).toMatchObject({ exitCode: 0, table: 'system_settings' })
  })

  it('are put right in the app, as doctor says', async () => {
    await leave({ ...handoverOf(), supabaseKey: 'sb_publishable_wrong', application: null })
    const { stdout, code } = await on.run(['doctor'])
    expect(code).toBe(5)
    expect(stdout).toContain('→ fix it in the desktop app’s settings')
    expect(stdout).toContain('Set one up in the desktop app')
    expect(stdout).not.toMatch(/SUPABASE_|GAZELLE_/)
  })

  it('need the person’s consent', async () => {
    expect(await faultOf(on.env)).toEqual({ kind: 'configuration.nothing' })
    setUpApp()
    expect(await faultOf(on.env)).toEqual({ kind: 'configuration.desktop-not-allowed' })
    expect((await on.run(['check'])).stderr).toContain('let the command line use its settings')
  })

  it('are left alone once the person has said no, also while they still lie in the keychain', async () => {
    await leave(handoverOf())
    setUpApp({ handsToCommandLine: true })
    expect(await on.answer('status')).toMatchObject({ exitCode: 3 })
    for (const no of [{ handsToCommandLine: false }, { handsToCommandLine: true, owesHandoverRemoval: true }, {}]) {
      setUpApp(no)
      expect(await faultOf(on.env)).toEqual({ kind: 'configuration.desktop-not-allowed' })
    }
  })

  it('of another version are not guessed at', async () => {
    await leave({ version: 2 })
    expect(await faultOf(on.env)).toEqual({ kind: 'configuration.desktop-not-understood' })
  })

  it('are not waited for where the keychain is locked, whether the prompt fails or nobody answers it', async () => {
    const other = await startVirtualDesktop()
    const bus = sessionBus({ busAddress: other.env['DBUS_SESSION_BUS_ADDRESS'] ?? '' })
    try {
      on.env = onDesktop(other)
      await leave(handoverOf())
      const secrets = await bus.getProxyObject('org.freedesktop.secrets', '/org/freedesktop/secrets')
      const collections = ['/org/freedesktop/secrets/collection/login']
      await secrets.getInterface('org.freedesktop.Secret.Service')['Lock']?.(collections)
      expect(await faultOf(on.env)).toEqual({ kind: 'configuration.desktop-locked' })
      // A prompter that is there, and never answers: the keyring itself would wait for it for 25 seconds.
      let isAsked = false
      bus.addMethodHandler(() => {
        isAsked = true
        return true
      })
      await bus.requestName('org.gnome.keyring.SystemPrompter', 0)
      const began = performance.now()
      expect(await faultOf(on.env, 'check')).toEqual({ kind: 'configuration.desktop-locked' })
      expect(isAsked).toBe(true)
      expect(performance.now() - began).toBeLessThan(20_000)
    } finally {
      bus.disconnect()
      await other.close()
    }
  })

  it('are not waited for where the keychain does not answer', async () => {
    const other = await startVirtualDesktop({ keyring: false })
    const keyring = await Keyring.start(other.env)
    try {
      on.env = onDesktop(other)
      await leave(handoverOf())
      setUpApp({ handsToCommandLine: true })
      keyring.freeze()
      const began = performance.now()
      expect(await faultOf(on.env, 'check')).toEqual({ kind: 'configuration.desktop-silent' })
      expect((await on.run(['check'])).stderr).toContain('is not answering')
      // Twice; without a deadline of its own the keychain's client waits for ever.
      expect(performance.now() - began).toBeLessThan(20_000)
      keyring.thaw()
      expect((await on.run(['check'])).code).not.toBe(5)
    } finally {
      await keyring.close()
      await other.close()
    }
  })

  it('are not to be had where there is no keychain, or no bus', async () => {
    setUpApp({ handsToCommandLine: true })
    const bare = await startVirtualDesktop({ keyring: false })
    try {
      expect(await faultOf(onDesktop(bare))).toEqual({ kind: 'configuration.desktop-no-keychain' })
    } finally {
      await bare.close()
    }
    const { DBUS_SESSION_BUS_ADDRESS: _, ...withoutBus } = on.env
    expect(await faultOf(withoutBus)).toEqual({ kind: 'configuration.desktop-no-keychain' })
  })
})
