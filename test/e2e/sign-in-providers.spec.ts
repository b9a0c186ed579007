import type { ElectronApplication } from '@playwright/test'
import { leadTo, Site } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import { picture } from './keeper-app.ts'
import { rowOf } from './row.ts'
import { addPopUpButton, openSignIn } from './sign-in-window.ts'

// The providers' pages and pop-ups in the guided window.

/** A provider's page: in a pop-up it tells Gazelle's page who is there, in Gazelle's place it sends them back by a form. */
function providerPage(path: string, gazelleUrl: string, email: string, password: string): string | undefined {
  const person = JSON.stringify({ email, password })
  switch (path) {
    case '/pop-up':
      return `<title>Gazelle</title><button>Continue</button><script>
        document.querySelector('button').onclick = () => { opener.postMessage(${person}, '*'); close() }</script>`
    case '/page':
      return `<title>Gazelle</title><form method="post" action="${gazelleUrl}/users/sign_in">
        <input type="hidden" name="user[email]"><input type="hidden" name="user[password]"><button>Continue</button></form>
        <script>const { email, password } = ${person}
        document.querySelectorAll('input').forEach((input, at) => (input.value = [email, password][at]))</script>`
    default:
      return undefined
  }
}

interface ShownWindow {
  title: string
  url: string
  isVisible: boolean
  isOnTop: boolean
}

async function windows(electron: ElectronApplication): Promise<ShownWindow[]> {
  return await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({
      title: window.getTitle(),
      url: window.webContents.getURL(),
      isVisible: window.isVisible(),
      isOnTop: window.isAlwaysOnTop(),
    })),
  )
}

test.describe('with a sign-in provider', () => {
  let site: Site
  test.beforeEach(async ({ sandbox }) => {
    const { gazelleUrl, gazelleEmail, gazellePassword } = sandbox.connection
    site = await Site.start(['accounts.google.com', 'provider.example'], (path) =>
      providerPage(path, gazelleUrl, gazelleEmail, gazellePassword),
    )
  })
  test.afterEach(async () => await site.close())

  test('its pop-up is a guided window of the same session, and the sign-in goes through it', async ({
    launch,
    sandbox,
  }) => {
    const app = await launch({ switches: site.switches() })
    const { popover, guided } = await openSignIn(app)
    await addPopUpButton(
      guided.gazelle,
      'https://provider.example/pop-up',
      'width=500,height=600,alwaysOnTop=yes,show=no',
    )
    const opened = app.electron.waitForEvent('window')
    await guided.gazelle.getByRole('button', { name: 'With a provider' }).click()
    const popUp = await opened
    await guided.expectPhase('at-provider')
    await expect(guided.guide.locator('.guide > p')).toContainText('provider.example')
    await expect(popUp.getByRole('button')).toBeVisible()
    await picture(popUp, 'sign-in-pop-up')
    // Its own title, "Gazelle", is not believed.
    const shown = (await windows(app.electron)).find((each) => each.url === popUp.url())
    expect(shown).toMatchObject({ title: 'provider.example – Sign in to Gazelle', isVisible: true, isOnTop: false })
    const inside = await app.electron.evaluate(({ webContents, session }) => {
      const contents = webContents.getAllWebContents().find((each) => each.getURL().includes('provider.example'))
      // biome-ignore lint/suspicious/noExplicitAny: Electron's types leave this method out
      const { sandbox, contextIsolation, nodeIntegration, preload } = (contents as any).getLastWebPreferences()
      const isOfGazelle = contents?.session === session.fromPartition('persist:gazelle')
      return { sandbox, contextIsolation, nodeIntegration, preload: preload ?? null, isOfGazelle }
    })
    expect(inside).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      preload: null,
      isOfGazelle: true,
    })
    expect(await popUp.evaluate(() => 'keeper' in window || 'require' in window)).toBe(false)
    expect(await popUp.evaluate(() => window.open('https://provider.example/pop-up') === null)).toBe(true)
    const address = popUp.url()
    await popUp.evaluate(() => {
      location.href = 'keeper://app/popover.html'
    })
    expect(popUp.url()).toBe(address)

    const closed = guided.closed()
    // Not by `click`: Playwright waits for the end of a navigation that was refused.
    await popUp.evaluate(() => document.querySelector('button')?.click())
    await closed
    await popover.expectCondition('valid')
    expect(await rowOf(sandbox)).toMatchObject({ access_token: sandbox.gazelle.tokens.at(-1)?.accessToken })
  })

  test('a pop-up that is closed leads back; one click opens one, and two are the most', async ({ launch }) => {
    const app = await launch({ switches: site.switches() })
    const { guided } = await openSignIn(app)
    await addPopUpButton(guided.gazelle, 'https://provider.example/pop-up')
    const button = guided.gazelle.getByRole('button', { name: 'With a provider' })
    const count = async () => (await windows(app.electron)).filter((each) => each.url.includes('/pop-up')).length
    await button.click()
    await expect.poll(count).toBe(1)
    // Without a click of its own.
    expect(await guided.gazelle.evaluate(() => window.open('https://provider.example/pop-up') === null)).toBe(true)
    await button.click()
    await expect.poll(count).toBe(2)
    await button.click()
    await guided.expectPhase('led-away')
    expect(await count()).toBe(2)

    await guided.press('Reload')
    await guided.expectPhase('waiting')
    await guided.gazelle.waitForLoadState()
    for (const popUp of app.electron.windows().filter((page) => page.url().includes('/pop-up'))) await popUp.close()
    await addPopUpButton(guided.gazelle, 'https://provider.example/pop-up')
    const opened = app.electron.waitForEvent('window')
    await button.click()
    await guided.expectPhase('at-provider')
    await (await opened).close()
    await guided.expectPhase('waiting')
  })

  test('closing the window midway closes the provider’s too, and nothing is saved', async ({ launch, sandbox }) => {
    const app = await launch({ switches: site.switches() })
    const { popover, guided } = await openSignIn(app)
    await addPopUpButton(guided.gazelle, 'https://provider.example/pop-up')
    const opened = app.electron.waitForEvent('window')
    await guided.gazelle.getByRole('button', { name: 'With a provider' }).click()
    const popUp = await opened
    await guided.expectPhase('at-provider')
    const gone = popUp.waitForEvent('close')
    await guided.press('Cancel')
    await gone
    await popover.expectText('The sign-in window was closed before a token arrived.')
    expect(await rowOf(sandbox)).toBeUndefined()
  })

  test('a known provider’s page may take Gazelle’s place, and leads back', async ({ launch, sandbox }) => {
    const app = await launch({ switches: site.switches() })
    const { popover, guided } = await openSignIn(app)
    await leadTo(guided.gazelle, 'https://accounts.google.com/page')
    await guided.expectPhase('at-provider')
    await popover.expectText('You are on accounts.google.com.')
    await picture(guided.guide, 'sign-in-at-provider')
    const closed = guided.closed()
    await guided.gazelle.getByRole('button', { name: 'Continue' }).click()
    await closed
    await popover.expectCondition('valid')
    expect(await rowOf(sandbox)).toMatchObject({ access_token: sandbox.gazelle.tokens.at(-1)?.accessToken })
  })

  test('an unknown site may not take Gazelle’s place, and is not asked', async ({ launch }) => {
    const app = await launch({ switches: site.switches() })
    const { guided } = await openSignIn(app)
    const address = guided.gazelle.url()
    await guided.gazelle.evaluate(() => {
      location.href = 'https://provider.example/page'
    })
    await guided.expectPhase('led-away')
    expect(guided.gazelle.url()).toBe(address)
    expect(site.requests).toEqual([])
  })
})
