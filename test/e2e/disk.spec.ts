import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canMakeDisk, SmallDisk } from '../desktop/small-disk.ts'
import { askFrom, askFromSettings } from './asking.ts'
import { test as base, expect } from './fixtures.ts'
import type { KeeperApp } from './keeper-app.ts'
import { rowOf, writeRow } from './row.ts'
import { SetupWindow } from './setup-window.ts'

// A disk that is full, read-only, or gone (electron-store#254, #257, ipfs-desktop#2241): the app works from memory, and says so.

const test = base.extend<{ disk: SmallDisk }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first argument
  disk: async ({}, use) => {
    base.skip(!canMakeDisk, 'Only root can make a disk.')
    const disk = new SmallDisk()
    await use(disk)
    disk.remove()
  },
  profile: async ({ disk }, use) => {
    await mkdir(join(disk.folder, 'profile'), { mode: 0o777 })
    await use(join(disk.folder, 'profile'))
  },
})

const day = 86_400
const dueRow = (pair: object) => ({
  ...pair,
  created_at: Math.floor(Date.now() / 1000) - 21 * day,
  expires_in: 30 * day,
})

/** Errors that nobody caught would be told so. */
const expectNoMistake = async (app: KeeperApp) => {
  const { mishaps } = await app.electron.evaluate(async ({ webContents }) => {
    const page = webContents.getAllWebContents().find((each) => each.getURL().startsWith('keeper:'))
    return await page?.executeJavaScript('window.keeper.snapshot()')
  })
  expect(mishaps.mistake).toBeNull()
  expect(app.output).not.toMatch(/ENOSPC|EROFS|UnhandledPromise|Uncaught/)
}

test('on a full disk it starts, signs in and saves the token, and says what is wrong until it is mended @linux', async ({
  launch,
  sandbox,
  disk,
  profile,
}) => {
  disk.fill()
  const app = await launch()
  const popover = await app.signIn()
  await popover.expectCondition('valid')
  await popover.expectText('This computer’s disk is full')
  await app.daemon().waitFor(({ body }) => body.includes('disk is full'))
  expect((await rowOf(sandbox))?.['access_token']).toBe(sandbox.gazelle.tokens.at(-1)?.accessToken)

  // What the person changes works at once, and is not lost.
  await popover.page.evaluate(() => window.keeper.request({ do: 'open-settings', section: 'general' }))
  const setup = await SetupWindow.of(app)
  await setup.request({ do: 'prefer', change: { theme: 'dark' } })
  await setup.until((snapshot) => snapshot.setup.preferences.theme === 'dark', 'the dark theme')
  await setup.close()
  await expectNoMistake(app)

  disk.free()
  await expect(popover.page.locator('.popover')).not.toContainText('disk is full')
  await app.daemon().waitFor(({ body }) => body.includes('can be written again'))
  const settings = JSON.parse(readFileSync(join(profile, 'settings.json'), 'utf8'))
  expect(settings).toMatchObject({ theme: 'dark', supabaseTable: 'system_settings' })
  expect(settings.settingsBounds).toMatchObject({ width: expect.any(Number) })
  expect(Object.keys(JSON.parse(readFileSync(join(profile, 'secrets.json'), 'utf8')))).toContainEqual(
    expect.stringMatching(/^journal\./),
  )
})

test('on a disk that becomes full a token is renewed all the same, once its save is rehearsed', async ({
  launch,
  sandbox,
  disk,
}) => {
  const old = sandbox.gazelle.grantPair()
  await writeRow(sandbox, { ...old })
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('valid')
  disk.fill()
  await writeRow(sandbox, dueRow(old))
  await askFrom(popover.page, 'check')
  await expect.poll(async () => (await rowOf(sandbox))?.['access_token']).not.toBe(old.access_token)
  await popover.expectCondition('valid')
  await popover.expectText('This computer’s disk is full')
  await expect(popover.page.locator('.popover')).not.toContainText('went wrong')
  expect(sandbox.gazelle.requests.all.filter(({ grantType }) => grantType === 'refresh_token')).toHaveLength(1)
})

test('on a full disk no token is issued that the row would not take', async ({ launch, sandbox, disk }) => {
  const old = sandbox.gazelle.grantPair()
  await writeRow(sandbox, dueRow(old))
  await sandbox.supabase
    .sql`alter table system_settings add constraint no_other check (length(value::text) < 10) not valid`
  try {
    disk.fill()
    const app = await launch()
    const popover = await app.openPopover()
    await popover.expectText('This computer’s disk is full')
    await askFrom(popover.page, 'check')
    expect(sandbox.gazelle.requests.all.filter(({ grantType }) => grantType === 'refresh_token')).toEqual([])
    expect((await rowOf(sandbox))?.['refresh_token']).toBe(old.refresh_token)
  } finally {
    await sandbox.supabase.sql`alter table system_settings drop constraint no_other`
  }
})

test('with a read-only profile it starts from what is in it, and is one instance @linux', async ({
  launch,
  sandbox,
  disk,
  profile,
}) => {
  await writeFile(join(profile, 'settings.json'), JSON.stringify({ language: 'fr' }))
  const old = sandbox.gazelle.grantPair()
  await writeRow(sandbox, { ...old })
  disk.setReadOnly(true)
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('valid')
  await popover.expectText('en lecture seule')
  await popover.page.evaluate(() => window.keeper.ask('close-popover'))
  await expect.poll(() => popover.isVisible()).toBe(false)
  await app.startAgain()
  await expect.poll(async () => (await app.popover()).isVisible()).toBe(true)
  await expectNoMistake(app)

  disk.setReadOnly(false)
  await expect(popover.page.locator('.popover')).not.toContainText('en lecture seule')
  expect(JSON.parse(readFileSync(join(profile, 'settings.json'), 'utf8'))).toMatchObject({ language: 'fr', version: 1 })
})

test('a profile that vanishes while it runs is written anew from memory', async ({
  launch,
  sandbox,
  disk,
  profile,
}) => {
  const old = sandbox.gazelle.grantPair()
  await writeRow(sandbox, { ...old })
  await writeFile(join(profile, 'settings.json'), JSON.stringify({ proxyUser: 'kept' }))
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('valid')
  disk.unplug()
  await askFromSettings(app, { do: 'prefer', change: { theme: 'dark' } })
  await askFrom(popover.page, 'check')
  await popover.expectCondition('valid')
  expect(JSON.parse(readFileSync(join(profile, 'settings.json'), 'utf8'))).toMatchObject({
    theme: 'dark',
    proxyUser: 'kept',
  })
  await expectNoMistake(app)
})
