import { readFileSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { askFrom, askFromSettings } from './asking.ts'
import { expect, test } from './fixtures.ts'
import { writeRow } from './row.ts'
import { SetupWindow } from './setup-window.ts'

// Settings that were damaged (Mailspring#1993) or come from another version, and errors that nobody catches.

const kept = {
  supabaseUrl: 'https://abcdefghijklmnopqrst.supabase.co',
  supabaseTable: 'keepers',
  supabaseRowKey: 'mine',
}

for (const [how, damage] of [
  ['emptied', ''],
  ['filled with zeroes', '\0'.repeat(700)],
  ['cut off', '{\n\t"supabaseUrl": "https://abcdef'],
] as const) {
  test(`settings that were ${how} are taken from the last good copy, and it says so @linux`, async ({
    launch,
    profile,
  }) => {
    await writeFile(join(profile, 'settings.json'), JSON.stringify(kept))
    const first = await launch({ onSandbox: false })
    // The copy is made as the settings are read, and a start that is ended at once may not have come to that.
    await SetupWindow.of(first)
    await first.close()
    await writeFile(join(profile, 'settings.json'), damage)

    const app = await launch({ onSandbox: false })
    const setup = await SetupWindow.of(app)
    const { setup: now } = await setup.snapshot()
    expect(now.supabase).toMatchObject({ url: kept.supabaseUrl, table: 'keepers', rowKey: 'mine' })
    await expect(setup.page.locator('main')).toContainText('The settings file was damaged')
    await app.daemon().waitFor(({ body }) => body.includes('last good copy'))
    await setup.page.getByRole('button', { name: 'Got it' }).click()
    await expect(setup.page.locator('main')).not.toContainText('The settings file was damaged')
    expect(JSON.parse(readFileSync(join(profile, 'settings.json'), 'utf8'))).toMatchObject(kept)
    expect(readFileSync(join(profile, 'settings.damaged.json'), 'utf8')).toBe(damage)
    await app.close()
    const again = await SetupWindow.of(await launch({ onSandbox: false }))
    expect((await again.snapshot()).mishaps.settings).toBeNull()
  })
}

test('settings, log and secrets of another version keep nothing from starting', async ({
  launch,
  profile,
  sandbox,
}) => {
  const odd = {
    language: 'de',
    theme: 'sepia',
    settingsBounds: {},
    gazelleUrl: 7,
    reminds: 'often',
    tomorrow: { is: [1] },
  }
  await writeFile(join(profile, 'settings.json'), JSON.stringify({ ...odd, version: 12 }))
  await writeFile(join(profile, 'activity.json'), JSON.stringify({ version: 12, rows: [1] }))
  await writeFile(join(profile, 'secrets.json'), JSON.stringify({ version: 12, 'supabase.key': 5 }))
  await writeRow(sandbox, { ...sandbox.gazelle.grantPair() })
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('valid')
  await popover.page.evaluate(() => window.keeper.request({ do: 'open-settings', section: 'general' }))
  const setup = await SetupWindow.of(app)
  expect((await setup.snapshot()).setup.preferences).toMatchObject({
    language: 'system',
    theme: 'system',
    reminds: true,
  })
  await setup.close()
  await app.close()
  const { settingsBounds, ...others } = odd
  const written = JSON.parse(await readFile(join(profile, 'settings.json'), 'utf8'))
  expect(written).toMatchObject({ ...others, version: 12 })
  expect(written.settingsBounds).toMatchObject({ width: expect.any(Number) })
})

test.describe('errors that nobody catches', () => {
  test.use({ makesErrors: true })

  test('an error that nobody catches is told calmly, logged without a secret, and the keeper goes on @linux', async ({
    launch,
    profile,
    sandbox,
  }) => {
    const old = sandbox.gazelle.grantPair()
    await writeRow(sandbox, { ...old })
    const app = await launch()
    const popover = await app.openPopover()
    await popover.expectCondition('valid')
    const { gazellePassword, supabasePassword } = sandbox.connection
    const secrets = [old.access_token, gazellePassword, supabasePassword]
    await app.electron.evaluate(({ dialog, shell }, secrets) => {
      const asked: string[] = []
      Object.assign(globalThis, { asked })
      dialog.showErrorBox = (title) => void asked.push(title)
      shell.openExternal = async (url) => void asked.push(url)
      shell.openPath = async (path) => {
        asked.push(path)
        return ''
      }
      setTimeout(() => {
        throw new RangeError(`of ${secrets[0]}, password=${secrets[1]}, ${secrets[2]}`)
      })
      setTimeout(() => void Promise.reject(new TypeError('nobody waits for this')))
    }, secrets)
    await popover.expectText('Something went wrong in Gazelle Keeper')
    await app.daemon().waitFor(({ body }) => body.includes('Something went wrong'))

    // The keeper goes on.
    sandbox.gazelle.requests.clear()
    await popover.press('Check now')
    await expect.poll(() => sandbox.gazelle.requests.all.length).toBeGreaterThan(0)
    await popover.expectCondition('valid')

    // Nobody would receive a report before somebody is named.
    await expect(popover.page.getByRole('button', { name: 'Copy diagnostics' })).toBeVisible()
    await expect(popover.page.getByRole('button', { name: 'Report a problem' })).toHaveCount(0)
    await askFromSettings(app, { do: 'helper.set', name: '', email: 'camille@accord.example', phone: '' })
    await app.openPopover()
    await popover.press('Report a problem')
    const asked = () => app.electron.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)
    await expect.poll(asked).toEqual([expect.stringMatching(/^mailto:camille@accord\.example\?subject=/)])
    const report = await app.electron.evaluate(async ({ clipboard }) => await clipboard.readText())
    expect(report).toMatch(/(RangeError|TypeError) was not caught/)
    await askFromSettings(app, 'open-log')
    await expect.poll(async () => (await asked()).at(-1)).toBe(join(profile, 'logs'))
    await app.openPopover()
    await popover.press('Got it')
    await expect(popover.page.locator('.popover')).not.toContainText('Something went wrong')

    const names = await readdir(join(profile, 'logs'))
    expect(names).toEqual(['keeper.log'])
    const log = await readFile(join(profile, 'logs/keeper.log'), 'utf8')
    expect(log).toMatch(/error uncaughtException: RangeError: of \[hidden\]/)
    expect(log).toMatch(/error unhandledRejection: TypeError: nobody waits for this\n {4} {4}at /)
    expect(log).toMatch(/info {2}event: checked [0-9a-f]{8}, works yes/)
    expect(log).not.toContain('debug')
    for (const secret of secrets) expect(log).not.toContain(secret)
  })

  test('errors that come thick and fast restart the app once, and never in a loop', async ({ launch, sandbox }) => {
    await writeRow(sandbox, { ...sandbox.gazelle.grantPair() })
    const app = await launch()
    const popover = await app.openPopover()
    await popover.expectCondition('valid')
    const asked = () => app.electron.evaluate(() => (globalThis as unknown as { asked: string[][] }).asked)
    await app.electron.evaluate(({ app }) => {
      const asked: string[][] = []
      const { quit } = app
      Object.assign(globalThis, { asked, throwOften: () => setTimeout(throwOne, 0, 50) })
      app.relaunch = (options) => void asked.push(options?.args ?? [])
      app.quit = () => {
        app.quit = quit
        asked.push(['quit'])
      }
      function throwOne(left: number) {
        if (left > 0) setTimeout(throwOne, 0, left - 1)
        throw new TypeError(`one of many, ${left}`)
      }
    })
    await app.electron.evaluate(() => (globalThis as unknown as { throwOften(): void }).throwOften())
    await expect
      .poll(asked)
      .toEqual([expect.arrayContaining([expect.stringMatching(/^--restarted-at=\d{13}$/)]), ['quit']])
    await app.close()
  })

  test('an app that has restarted itself bears them', async ({ launch, sandbox }) => {
    await writeRow(sandbox, { ...sandbox.gazelle.grantPair() })
    const app = await launch({ switches: [`--restarted-at=${Date.now()}`] })
    const popover = await app.openPopover()
    await popover.expectCondition('valid')
    await app.electron.evaluate(({ app }) => {
      app.relaunch = () => Object.assign(globalThis, { relaunched: true })
      for (let left = 50; left > 0; left--) {
        setTimeout(() => {
          throw new TypeError(`one of many, ${left}`)
        })
      }
    })
    await popover.expectText('Something went wrong in Gazelle Keeper')
    await popover.press('Check now')
    await popover.expectCondition('valid')
    expect(await app.electron.evaluate(() => 'relaunched' in globalThis)).toBe(false)
  })
})

test('the log tells everything once the person wants it to', async ({ launch, profile, sandbox }) => {
  await writeRow(sandbox, { ...sandbox.gazelle.grantPair() })
  const app = await launch()
  const popover = await app.openPopover()
  await popover.expectCondition('valid')
  await askFromSettings(app, { do: 'prefer', change: { logsDetails: true } })
  await askFrom(popover.page, 'check')
  await expect.poll(() => readFile(join(profile, 'logs/keeper.log'), 'utf8')).toMatch(/debug asked for: check/)
})
