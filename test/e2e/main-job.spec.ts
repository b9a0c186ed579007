import type { Carriage } from '../../sandbox/index.ts'
import { askFrom } from './asking.ts'
import { expect, test } from './fixtures.ts'
import { picture } from './keeper-app.ts'
import { rowOf } from './row.ts'

test('sign in once: the row holds the token, every face says so, a restart shows the same @linux', async ({
  launch,
  sandbox,
}) => {
  const before = Math.floor(Date.now() / 1000)
  const first = await launch()
  const tray = await first.tray()
  await tray.waitForToolTip((text) => text === 'Gazelle Keeper: No token yet')
  const iconBefore = await tray.icon()

  const popover = await first.openPopover()
  await popover.expectCondition('missing')
  await picture(popover.page, 'popover-missing')
  await popover.press('Sign in to Gazelle')
  const window = await first.signInWindow()
  await window.expectPhase('waiting')
  await picture(window.guide, 'sign-in-guide')
  await picture(window.gazelle, 'sign-in-gazelle')
  const closed = window.closed()
  await window.gazelle.getByLabel(/e-?mail/i).fill(sandbox.connection.gazelleEmail)
  await window.gazelle.getByLabel(/password/i).fill(sandbox.connection.gazellePassword)
  await window.gazelle.getByRole('button', { name: /sign in/i }).click()
  await window.expectPhase('done')
  await closed

  const captured = sandbox.gazelle.tokens.at(-1)
  const row = await rowOf(sandbox)
  expect(row).toEqual({
    access_token: captured?.accessToken,
    expires_in: 2_592_000,
    created_at: expect.any(Number),
  })
  expect(row?.['created_at']).toBeGreaterThanOrEqual(before)
  expect(row?.['created_at']).toBeLessThanOrEqual(Math.ceil(Date.now() / 1000))

  await tray.waitForToolTip((text) => text === 'Gazelle Keeper: All is well, 30 days left')
  await tray.waitForIcon((png) => !png.equals(iconBefore))
  await popover.expectCondition('valid')
  await first.openPopover()
  await expect(popover.page.locator('.ring')).toContainText('30days left')
  await picture(popover.page, 'popover-valid')
  await first.close()

  const second = await launch()
  await (await second.tray()).waitForToolTip((text) => text === 'Gazelle Keeper: All is well, 30 days left')
  const again = await second.openPopover()
  await again.expectCondition('valid')
  expect(second.electron.windows()).toHaveLength(1)
  expect(await rowOf(sandbox)).toEqual(row)
})

const carriages: Carriage[] = (['bearer', 'api-key'] as const).flatMap((header) =>
  (['page', 'web-worker', 'shared-worker', 'service-worker'] as const).map((from) => ({ header, from })),
)
for (const carriage of carriages) {
  test(`takes the token from a ${carriage.header} header sent by a ${carriage.from}`, async ({ launch, sandbox }) => {
    sandbox.gazelle.configure({ carriage })
    const app = await launch()
    const popover = await app.signIn()
    const expected = carriage.header === 'api-key' ? sandbox.gazelle.apiKey : sandbox.gazelle.tokens.at(-1)?.accessToken
    expect(await rowOf(sandbox)).toMatchObject({ access_token: expected })
    await popover.expectCondition('valid')
  })
}

test('signing in again with the same token changes nothing in the row', async ({ launch, sandbox }) => {
  const app = await launch()
  const popover = await app.signIn()
  const [before] = await sandbox.supabase.sql`select * from system_settings`
  await app.openPopover()
  await askFrom(popover.page, 'sign-in')
  await (await app.signInWindow()).closed()
  const [after] = await sandbox.supabase.sql`select * from system_settings`
  expect(after).toEqual(before)
})

test('speaks French on a French computer @linux', async ({ launch }) => {
  const app = await launch({ locale: 'fr_CA.UTF-8' })
  await (await app.tray()).waitForToolTip((text) => text === 'Gazelle Keeper: Aucun jeton pour le moment')
  const popover = await app.openPopover()
  await popover.expectText('Se connecter à Gazelle')
  await picture(popover.page, 'popover-missing-fr')
})
