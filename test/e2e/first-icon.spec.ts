import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sandbox } from '../../sandbox/index.ts'
import { expect, test } from './fixtures.ts'
import type { KeeperApp } from './keeper-app.ts'
import { writeRow } from './row.ts'

// What the tray icon shows before the app has read the row.

const isWell = (tooltip: string) => tooltip.startsWith('Gazelle Keeper: All is well')

/** Runs the app until its icon is good, and ends it; gives what the icon showed. */
async function runWell(launch: () => Promise<KeeperApp>, sandbox: Sandbox, profile: string) {
  await writeRow(sandbox, sandbox.gazelle.grantPair())
  const app = await launch()
  const tray = await app.tray()
  const tooltip = await tray.waitForToolTip(isWell)
  // The tooltip says so a moment before Gazelle has.
  await expect.poll(() => readFile(join(profile, 'icon.json'), 'utf8').catch(() => '')).toContain('"icon":"good"')
  const icon = await tray.icon()
  await app.close()
  return { tooltip, icon }
}

/** Holds the answer to the first question about the row. */
const holdRow = (sandbox: Sandbox) => sandbox.supabase.faults.holdNext({ path: '/rest/v1/*' })

test('a start shows what the icon showed last, while that is still known @linux', async ({
  launch,
  sandbox,
  profile,
}) => {
  const before = await runWell(launch, sandbox, profile)
  const row = holdRow(sandbox)
  const app = await launch()
  const tray = await app.tray()
  await row.reached
  expect(await tray.toolTip()).toBe(before.tooltip)
  expect((await tray.icon()).equals(before.icon)).toBe(true)
  expect((await tray.menu())[0]?.label).toBe('Checking…')

  row.release()
  await tray.waitForMenu((entries) => entries[0]?.label.startsWith('All is well') === true)
  expect(await tray.toolTip()).toBe(before.tooltip)
})

test('a good icon that is no longer known to be true is not shown before the row is read @linux', async ({
  launch,
  sandbox,
  profile,
}) => {
  const before = await runWell(launch, sandbox, profile)
  const file = join(profile, 'icon.json')
  const last = JSON.parse(await readFile(file, 'utf8'))
  expect(last).toMatchObject({ icon: 'good', tooltip: before.tooltip })
  // Gazelle’s word lasts a quarter of an hour.
  expect(last.until - Date.now()).toBeLessThanOrEqual(15 * 60_000)
  await writeFile(file, JSON.stringify({ ...last, from: last.from - 3_600_000, until: Date.now() }))

  const row = holdRow(sandbox)
  const app = await launch()
  const tray = await app.tray()
  const tooltips = [await tray.toolTip()]
  const icons = [await tray.icon()]
  await row.reached
  await tray.waitForToolTip((text) => text === 'Gazelle Keeper: Checking…')
  tooltips.push(await tray.toolTip())
  icons.push(await tray.icon())
  expect(tooltips.filter(isWell)).toEqual([])
  expect(icons.some((icon) => icon.equals(before.icon))).toBe(false)

  row.release()
  await tray.waitForToolTip(isWell)
})

test('trouble that the row is out of by now is shown until the row is read, and no longer @linux', async ({
  launch,
  sandbox,
}) => {
  const first = await launch()
  const tooltip = await (await first.tray()).waitForToolTip((text) => text === 'Gazelle Keeper: No token yet')
  await first.close()
  await writeRow(sandbox, sandbox.gazelle.grantPair())

  const row = holdRow(sandbox)
  const app = await launch()
  const tray = await app.tray()
  await row.reached
  expect(await tray.toolTip()).toBe(tooltip)
  row.release()
  await tray.waitForToolTip(isWell)
})
