import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { signInTo } from '../../scripts/driver/windows.ts'
import { askFrom, askFromSettings } from './asking.ts'
import { startProxy } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import { picture } from './keeper-app.ts'
import { ageRow, rowOf } from './row.ts'
import { openSignIn } from './sign-in-window.ts'

// The guided window itself: its bar, who stays signed in, and its way through a proxy.

/** As from the keyboard: Playwright's own keys go to the page past the window. */
async function pressF6(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ webContents }) =>
    webContents.getFocusedWebContents()?.sendInputEvent({ type: 'keyDown', keyCode: 'F6' }),
  )
}

test('the guide bar: steps, help, the keyboard’s way between bar and page', async ({ launch, sandbox }) => {
  const app = await launch()
  const { guided } = await openSignIn(app)
  const current = guided.guide.locator('[aria-current=step]')
  await expect(current).toHaveText('Sign in')
  await expect(guided.guide.getByRole('listitem')).toHaveText(['Sign in', 'Token found and tested', 'Saved'])

  const focused = () =>
    app.electron.evaluate(
      ({ webContents }) => new URL(webContents.getFocusedWebContents()?.getURL() ?? 'none:').protocol,
    )
  await expect.poll(focused).toBe('http:')
  await pressF6(app.electron)
  await expect.poll(focused).toBe('keeper:')
  await pressF6(app.electron)
  await expect.poll(focused).toBe('http:')

  const top = () => guided.gazelle.evaluate(() => window.innerHeight)
  const before = await top()
  await guided.press('Help')
  await expect(guided.guide.getByText('does not see what you type')).toBeVisible()
  await expect.poll(top).toBeLessThan(before)
  await picture(guided.guide, 'sign-in-help')
  await guided.guide.keyboard.press('Escape')
  await expect.poll(top).toBe(before)

  // The page's own request and the trial of its token, in whichever order they come.
  const held = [1, 2].map(() => sandbox.gazelle.faults.holdNext({ path: '/graphql/*', method: 'POST' }))
  await signInTo(guided.gazelle, sandbox.connection.gazelleEmail, sandbox.connection.gazellePassword)
  await Promise.all(held.map(({ reached }) => reached))
  await expect(current).toHaveText('Token found and tested')
  const closed = guided.closed()
  for (const { release } of held) release()
  await guided.expectPhase('done')
  await expect(current).toHaveCount(0)
  await picture(guided.guide, 'sign-in-done')
  await closed
})

for (const [locale, zoom] of [
  ['en_CA.UTF-8', 1],
  ['fr_CA.UTF-8', 1],
  ['fr_CA.UTF-8', 2],
] as const) {
  test(`the guide bar is whole in a narrow window, text at ${zoom * 100} %, ${locale}`, async ({ launch }) => {
    const app = await launch({ locale })
    const popover = await app.openPopover()
    await popover.expectCondition('missing')
    await askFrom(popover.page, 'sign-in')
    const guided = await app.signInWindow()
    await guided.expectPhase('waiting')
    await app.electron.evaluate(({ BrowserWindow }, factor) => {
      const guide = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('guide.html'))
      guide?.setContentSize(480, 720)
      guide?.webContents.setZoomFactor(factor)
    }, zoom)
    // The page begins exactly where the bar ends, and nothing of the bar is cut off or overlaps.
    await expect
      .poll(async () => {
        const bar = await guided.guide.evaluate(() => document.body.getBoundingClientRect().height)
        const page = await guided.gazelle.evaluate(() => window.innerHeight)
        return Math.abs(720 - page - bar * zoom)
      })
      .toBeLessThanOrEqual(zoom)
    const flaws = await guided.guide.evaluate(() => {
      const bar = document.querySelector('.guide') as HTMLElement
      const isCut = (each: Element) =>
        each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1
      const texts = [...bar.querySelectorAll('button, p, li')].filter((each) => each.getClientRects().length > 0)
      const boxes = [...bar.querySelectorAll('button, .guide > p')].map((each) => each.getBoundingClientRect())
      const overlaps = boxes.flatMap((a, at) =>
        boxes
          .slice(at + 1)
          .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1),
      )
      const limit = bar.getBoundingClientRect()
      return {
        cut: [bar, ...texts].filter(isCut).map((each) => each.textContent),
        outside: boxes.filter((box) => box.right > limit.right || box.bottom > limit.bottom).length,
        overlaps: overlaps.length,
      }
    })
    await picture(guided.guide, `sign-in-narrow-${zoom}-${locale.slice(0, 2)}`)
    expect(flaws).toEqual({ cut: [], outside: 0, overlaps: 0 })
  })
}

test('the window opens again as it was closed', async ({ launch }) => {
  const app = await launch()
  const { popover, guided } = await openSignIn(app)
  const bounds = (change?: { width: number; height: number }) =>
    app.electron.evaluate(({ BrowserWindow }, size) => {
      const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('guide.html'))
      if (size) window?.setSize(size.width, size.height)
      return window?.getBounds()
    }, change)
  const chosen = { width: 700, height: 610 }
  await bounds(chosen)
  await expect.poll(() => bounds()).toMatchObject(chosen)
  const before = await bounds()
  const closed = guided.closed()
  await guided.press('Cancel')
  await closed
  await askFrom(popover.page, 'sign-in')
  await app.signInWindow()
  expect(await bounds()).toEqual(before)
})

test('who does not want to stay signed in is forgotten with the app', async ({ launch, profile, sandbox }) => {
  await writeFile(join(profile, 'settings.json'), JSON.stringify({ staysSignedIn: false }))
  const app = await launch()
  await (await app.signIn()).expectCondition('valid')
  await app.close()
  await ageRow(sandbox)
  sandbox.gazelle.revokeAll()
  const again = await launch()
  const popover = await again.openPopover()
  await popover.expectCondition('refused')
  await popover.press('Sign in to Gazelle')
  await (await again.signInWindow()).expectPhase('waiting')
})

test('“Forget Gazelle session” signs out, also while the window is open', async ({ launch, sandbox }) => {
  sandbox.gazelle.configure({ carriage: { header: 'bearer', from: 'service-worker' } })
  const app = await launch()
  const popover = await app.signIn()
  await popover.expectCondition('valid')
  // A session that is alive, and a window that stays open on it: no token comes.
  const silence = sandbox.gazelle.faults.add({ action: { kind: 'status', status: 503 }, path: '/web/*', times: 1e9 })
  await app.openPopover()
  await askFrom(popover.page, 'sign-in')
  const guided = await app.signInWindow()
  await guided.expectPhase('waiting')
  await expect(guided.gazelle.getByText('Signed in as')).toBeVisible()
  silence()
  await askFromSettings(app, 'sign-in.forget')
  await expect(guided.gazelle.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await guided.expectPhase('waiting')
  const left = await guided.gazelle.evaluate(async () => ({
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    caches: (await caches.keys()).length,
  }))
  expect(left).toEqual({ workers: 0, caches: 0 })
  const cookies = await app.electron.evaluate(({ session }) => session.fromPartition('persist:gazelle').cookies.get({}))
  expect(cookies).toEqual([])
})

test('a second factor is asked for and given', async ({ launch, sandbox }) => {
  sandbox.gazelle.configure({ secondFactor: '314159' })
  const app = await launch()
  const { popover, guided } = await openSignIn(app)
  const { gazelleEmail, gazellePassword } = sandbox.connection
  await signInTo(guided.gazelle, gazelleEmail, gazellePassword)
  const code = guided.gazelle.getByLabel('Code from your authenticator')
  await code.fill('000000')
  await code.press('Enter')
  await guided.expectPhase('password-refused')
  expect(await rowOf(sandbox)).toBeUndefined()
  const closed = guided.closed()
  await code.fill('314159')
  await code.press('Enter')
  await closed
  await popover.expectCondition('valid')
})

test('the sign-in goes through the proxy', async ({ launch, sandbox }) => {
  const proxy = await startProxy(() => true)
  try {
    const app = await launch({ switches: proxy.switches })
    await (await app.signIn()).expectCondition('valid')
    const { gazelleUrl } = sandbox.connection
    expect(proxy.passed).toEqual(
      expect.arrayContaining([`${gazelleUrl}/users/sign_in`, `${gazelleUrl}/graphql/private/`]),
    )
    expect(await rowOf(sandbox)).toMatchObject({ access_token: sandbox.gazelle.tokens.at(-1)?.accessToken })
  } finally {
    proxy.close()
  }
})

test('a proxy that wants a password is said, and not gone around', async ({ launch, sandbox }) => {
  const { gazelleUrl } = sandbox.connection
  const proxy = await startProxy((url) => !url.startsWith(gazelleUrl))
  try {
    const app = await launch({ switches: proxy.switches })
    const popover = await app.openPopover()
    await popover.expectCondition('missing')
    await popover.press('Sign in to Gazelle')
    const guided = await app.signInWindow()
    await guided.expectPhase('proxy-auth')
    await expect(guided.guide.locator('.guide > p')).toContainText(proxy.address)
    await picture(guided.guide, 'sign-in-proxy')
    expect(proxy.passed.filter((url) => url.startsWith(gazelleUrl))).toEqual([])
  } finally {
    proxy.close()
  }
})
