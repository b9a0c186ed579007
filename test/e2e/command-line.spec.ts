import { readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { buildCli } from '../../scripts/cli/build.ts'
import { startKeyring } from '../../scripts/desktop/keyring.ts'
import { cli, type Ended, root } from '../cli/cli-process.ts'
import { test as base, type Desktop, expect, withDesktop } from './fixtures.ts'
import type { KeeperApp, LaunchOptions } from './keeper-app.ts'
import { connect, launchFromNothing, type SetupWindow } from './setup-window.ts'

// The keychain of other systems is the person's own, which no test may touch: @linux

const test = base.extend<{ launchFresh: (options?: Partial<LaunchOptions>) => Promise<KeeperApp> }>({
  launchFresh: ({ launch, profile, sandbox }, use) => launchFromNothing({ launch, profile, sandbox }, use),
})

test.beforeAll(() => buildCli(root))

/** The command line of the same person, who has configured nothing for it. */
async function commandLine(args: string[], { env }: Pick<Desktop, 'env'>): Promise<Ended> {
  const names = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS']
  return cli(args, { env: Object.fromEntries(names.map((name) => [name, env[name]])) })
}

/** The switch, in the settings as they open when a project is set up. */
async function permissionIn({ page }: SetupWindow): Promise<Locator> {
  await page.evaluate(() => location.replace('#general'))
  await page.reload()
  return page.getByRole('switch', { name: 'Let the command line use these settings' })
}

test('a person lets the command line use what is set up, and takes it back @linux', async ({
  launchFresh,
  desktop,
  sandbox,
  profile,
}) => {
  const app = await launchFresh()
  const setup = await connect(app, sandbox)
  const said: string[] = []
  const ended = async (...args: string[]) => {
    const { code, stdout, stderr } = await commandLine(args, desktop)
    said.push(stdout, stderr)
    return { code, answer: args.includes('--json') ? JSON.parse(stdout) : stdout }
  }
  expect((await ended('status')).code).toBe(5)

  const permission = await permissionIn(setup)
  await expect(permission).not.toBeChecked()
  await permission.click()
  await setup.until(({ setup: { commandLine } }) => commandLine.isAllowed, 'the permission')
  await expect(permission).toBeChecked()
  expect(await ended('status', '--json')).toMatchObject({ code: 3, answer: { condition: 'missing' } })
  expect(await ended('doctor', '--json')).toMatchObject({
    answer: { configuration: { source: 'desktop', supabaseUrl: sandbox.connection.supabaseUrl } },
  })

  // Each has a session of its own: neither spends the other's.
  const { access_token: accessToken } = sandbox.gazelle.grantPair()
  await sandbox.supabase.sql`
    insert into system_settings (key, value)
    values ('gazelle_oauth_token', ${JSON.stringify({ access_token: accessToken })}::text::jsonb)`
  expect(await ended('status', '--json')).toMatchObject({ code: 0, answer: { condition: 'valid' } })
  await setup.ask('check')
  await setup.until(({ condition, keeper }) => condition === 'valid' && keeper.problem === null, 'the token')

  // It follows what is set up.
  await setup.request({ do: 'supabase.names', table: 'system_settings', rowKey: 'another_row' })
  await expect.poll(async () => (await ended('status', '--json')).answer.condition).toBe('missing')
  await setup.request({ do: 'supabase.names', table: 'system_settings', rowKey: 'gazelle_oauth_token' })
  await expect.poll(async () => (await ended('status', '--json')).answer.condition).toBe('valid')

  await permission.click()
  await setup.until(({ setup: { commandLine } }) => !commandLine.isAllowed, 'no permission')
  expect(await ended('status')).toMatchObject({ code: 5 })
  await app.close()

  const { supabaseKey, supabasePassword } = sandbox.connection
  for (const secret of [supabaseKey, supabasePassword, accessToken]) {
    expect(`${said.join('')}${app.output}`.includes(secret)).toBe(false)
  }
  expect(JSON.parse(readFileSync(join(profile, 'settings.json'), 'utf8'))).toMatchObject({ handsToCommandLine: false })
})

test('what is forgotten in the app the command line cannot find any more @linux', async ({
  launchFresh,
  desktop,
  sandbox,
}) => {
  const app = await launchFresh()
  const setup = await connect(app, sandbox)
  await setup.ask('command-line.allow')
  expect((await commandLine(['status'], desktop)).code).toBe(3)
  await setup.ask('supabase.forget')
  await expect.poll(async () => (await commandLine(['status'], desktop)).code).toBe(5)
  await setup.ask('command-line.refuse')
})

test('without a keychain nothing is allowed, and the switch says why @linux', async ({ launchFresh, sandbox }) => {
  await withDesktop(false, async (desktop) => {
    const app = await launchFresh({ desktop })
    const setup = await connect(app, sandbox)
    const permission = await permissionIn(setup)
    await permission.click()
    await expect(setup.page.getByText('No keychain is unlocked on this computer')).toBeVisible()
    await expect(permission).not.toBeChecked()
    expect((await commandLine(['status'], desktop)).code).toBe(5)
    await app.close()
  })
})

test('a no counts while no keychain runs, and the next start makes it good @linux', async ({
  launch,
  desktop,
  sandbox,
}) => {
  // Where the installed app keeps its settings, and the command line looks.
  const profile = join(desktop.env['XDG_CONFIG_HOME'] ?? '', 'Gazelle Keeper')
  await mkdir(profile)
  await writeFile(join(profile, 'settings.json'), JSON.stringify({ gazelleUrl: sandbox.connection.gazelleUrl }))
  /** As the command line finds it that does not know of the app's settings: by the keychain alone. */
  const byKeychainAlone = () => commandLine(['status'], { env: { ...desktop.env, XDG_CONFIG_HOME: sandbox.folder } })
  const apps: KeeperApp[] = []
  const start = async (options: Partial<LaunchOptions> = {}) => {
    const app = await launch({ profile, onSandbox: false, ...options })
    apps.push(app)
    return app
  }
  try {
    const app = await start()
    const setup = await connect(app, sandbox)
    await setup.ask('command-line.allow')
    expect((await commandLine(['status'], desktop)).code).toBe(3)
    await app.close()

    await withDesktop(false, async (bare) => {
      const without = await start({ desktop: bare })
      const setup = await connect(without, sandbox)
      const permission = await permissionIn(setup)
      await expect(permission).toBeChecked()
      await permission.click()
      await expect(permission).not.toBeChecked()
      await expect(setup.page.getByText('its copy is still in the system keychain')).toBeVisible()
      await expect(setup.page.getByText('No keychain is unlocked on this computer')).toBeVisible()
      await without.close()
    })
    expect((await byKeychainAlone()).code).toBe(3)
    expect((await commandLine(['status', '--json'], desktop)).stdout).toContain('configuration.desktop-not-allowed')

    const again = await start()
    await expect.poll(async () => (await byKeychainAlone()).code).toBe(5)
    await again.close()
    expect(JSON.parse(readFileSync(join(profile, 'settings.json'), 'utf8'))).toMatchObject({
      handsToCommandLine: false,
      owesHandoverRemoval: false,
    })
  } finally {
    // What has failed would be hidden by a folder that an app still writes to.
    for (const app of apps) await app.close()
    await rm(profile, { recursive: true, maxRetries: 10 })
  }
})

test('what is left is taken away when a keychain answers again, unasked or at a press @linux', async ({
  launch,
  profile,
  sandbox,
}) => {
  const { gazelleUrl } = sandbox.connection
  await writeFile(join(profile, 'settings.json'), JSON.stringify({ gazelleUrl, handsToCommandLine: true }))
  await withDesktop(false, async (desktop) => {
    const app = await launch({ desktop, onSandbox: false })
    const setup = await connect(app, sandbox)
    const { page } = setup
    const startKeychain = async () => {
      // What another one has left would be locked: each has a password of its own.
      await rm(join(desktop.env['XDG_DATA_HOME'] ?? '', 'keyrings'), { recursive: true, force: true })
      return await startKeyring(desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '', desktop.env)
    }
    const left = page.getByText('its copy is still in the system keychain')
    const isTakenAway = async () => {
      await expect(left).not.toBeVisible()
      expect((await setup.snapshot()).setup.commandLine).toEqual({ isAllowed: false, isLeft: false, trouble: null })
    }
    await (await permissionIn(setup)).click()
    await expect(left).toBeVisible()
    const keychain = await startKeychain()
    await setup.ask('check')
    await isTakenAway()

    await setup.ask('command-line.allow')
    await keychain.stop()
    await (await permissionIn(setup)).click()
    await expect(left).toBeVisible()
    const another = await startKeychain()
    await page.getByRole('button', { name: 'Remove it now' }).click()
    await isTakenAway()
    await app.close()
    await another.stop()
  })
})
