import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { buildCli } from '../../scripts/cli/build.ts'
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
async function commandLine(args: string[], { env }: Desktop): Promise<Ended> {
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
    await expect(setup.page.getByText('No keychain is open on this computer')).toBeVisible()
    await expect(permission).not.toBeChecked()
    expect((await commandLine(['status'], desktop)).code).toBe(5)
    await app.close()
  })
})
