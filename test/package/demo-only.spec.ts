import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, expect, type Page } from '@playwright/test'
import { electronFloor, isBelowFloor } from '../../src/main/start/electron-floor.ts'
import { root } from '../e2e/fixtures.ts'
import { test } from './fixtures.ts'

async function settingsOf(pages: Browser): Promise<Page> {
  const find = () =>
    pages
      .contexts()
      .flatMap((context) => context.pages())
      .find((page) => page.url().startsWith('keeper://app/settings'))
  await expect.poll(() => find() !== undefined).toBe(true)
  return find() as Page
}

test('an app whose Electron is below the floor takes no real connection, says why, and offers the demo', async ({
  packed,
  runtime,
  sandbox,
  profile,
}) => {
  // The demo brings a database, which has to start.
  test.setTimeout(240_000)
  const isOld = isBelowFloor(runtime.version)
  const app = await packed.start(profile, 'for-trying')
  const page = await settingsOf(app.pages)
  const urlAfter = async (url: string) => {
    await page.keyboard.press('F9')
    return await page.evaluate(async (url) => {
      await window.keeper.request({ do: 'supabase.url', url })
      return (await window.keeper.snapshot()).setup.supabase.url
    }, url)
  }
  // It is asked as a page that was taken over would ask, past everything that the page offers.
  const url = sandbox.connection.supabaseUrl
  expect(await urlAfter(url)).toBe(isOld ? null : url)
  await expect(page.getByRole('note')).toHaveCount(isOld ? 1 : 0)
  if (isOld) {
    await expect(page.getByRole('note')).toContainText(`Electron ${runtime.version} is too old`)
    expect(existsSync(join(profile, 'secrets'))).toBe(false)
    await page.getByRole('button', { name: 'Try the demo' }).click()
    const isDemo = () => page.evaluate(async () => (await window.keeper.snapshot()).isSandbox)
    await expect.poll(isDemo, { timeout: 150_000 }).toBe(true)
  }
  await app.close()
})

test('on an Electron that may ship, and in the tests, a connection is taken', async ({ packed, sandbox, profile }) => {
  const app = await packed.start(profile)
  const page = await settingsOf(app.pages)
  const url = sandbox.connection.supabaseUrl
  await page.keyboard.press('F9')
  await page.evaluate((url) => window.keeper.request({ do: 'supabase.url', url }), url)
  expect(await page.evaluate(async () => (await window.keeper.snapshot()).setup.supabase.url)).toBe(url)
  await app.close()
})

test('npm run package makes nothing on an Electron below the floor', async ({ runtime }) => {
  if (isBelowFloor(runtime.version)) {
    const env = { ...process.env, GAZELLE_KEEPER_ELECTRON: runtime.executablePath }
    const { status, stderr } = spawnSync(process.execPath, ['scripts/package.ts'], { cwd: root, env, encoding: 'utf8' })
    expect([status, stderr]).toEqual([1, expect.stringContaining('--for-trying')])
  }
  // What the project locks is what ships.
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(Number.parseInt(devDependencies.electron, 10)).toBeGreaterThanOrEqual(electronFloor)
})
