import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { signInTo } from '../../scripts/driver/windows.ts'
import { askFrom, askFromSettings } from './asking.ts'
import { type SelfSigned, selfSigned } from './certificate.ts'
import { Site, startCollector, startProxy } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import { type KeeperApp, type Popover, picture, type SignInWindow } from './keeper-app.ts'
import { ageRow, rowOf } from './row.ts'

// The guided window itself: its bar, the providers' pages and pop-ups, and everything it refuses.

async function openSignIn(app: KeeperApp): Promise<{ popover: Popover; guided: SignInWindow }> {
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await popover.press('Sign in to Gazelle')
  const guided = await app.signInWindow()
  await guided.expectPhase('waiting')
  await guided.gazelle.waitForLoadState()
  return { popover, guided }
}

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

/** Puts a button on Gazelle's page that opens a window, as its "Sign in with …" would; takes the provider's word. */
async function addPopUpButton(gazelle: Page, url: string, features = 'width=500,height=600'): Promise<void> {
  await gazelle.evaluate(
    ([url = '', features = '']) => {
      const button = document.createElement('button')
      button.textContent = 'With a provider'
      button.type = 'button'
      button.onclick = () => void window.open(url, '', features)
      document.body.prepend(button)
      addEventListener('message', ({ data, origin }) => {
        if (origin !== new URL(url).origin) return
        const form = document.forms[0]
        for (const [name, value] of [
          ['user[email]', data.email],
          ['user[password]', data.password],
        ]) {
          const input = form?.elements.namedItem(name)
          if (input instanceof HTMLInputElement) input.value = value
        }
        form?.submit()
      })
    },
    [url, features],
  )
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
    await guided.gazelle.evaluate(() => {
      location.href = 'https://accounts.google.com/page'
    })
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

test('no permission, no device, no download, whoever asks and however', async ({ launch }) => {
  const app = await launch()
  const { guided } = await openSignIn(app)
  const answers = await guided.gazelle.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'clipboard-read',
      'midi',
      'persistent-storage',
    ]
    const states = names.map(
      async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
    )
    const nameOf = (error: Error) => error.name
    // Never answered where it is refused.
    document.documentElement.requestFullscreen().catch(() => undefined)
    return {
      states: [...new Set(await Promise.all(states))],
      camera: await navigator.mediaDevices?.getUserMedia({ video: true }).then(() => 'given', nameOf),
      screen: await navigator.mediaDevices?.getDisplayMedia({ video: true }).then(() => 'given', nameOf),
      position: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          ({ code }) => resolve(code),
        ),
      ),
      isFullscreen: document.fullscreenElement !== null,
    }
  })
  expect(answers.states).toEqual(['denied'])
  expect([answers.camera, answers.screen]).not.toContain('given')
  expect(answers.isFullscreen).toBe(false)
  expect(answers.position).toBe(1)
})

test('other programs are not started for a page @linux', async ({ launch, desktop }) => {
  const folder = await mkdtemp(join(tmpdir(), 'gazelle-keeper-programs-'))
  const started = join(folder, 'started')
  for (const program of ['xdg-open', 'xdg-email']) {
    await writeFile(join(folder, program), `#!/bin/sh\necho "$1" >> "${started}"\n`, { mode: 0o755 })
  }
  try {
    const env = { ...desktop.env, PATH: `${folder}${delimiter}${desktop.env['PATH']}` }
    const app = await launch({ desktop: { ...desktop, env } })
    const { guided } = await openSignIn(app)
    const address = guided.gazelle.url()
    await addPopUpButton(guided.gazelle, 'mailto:from-a-window@example.com')
    await guided.gazelle.getByRole('button', { name: 'With a provider' }).click()
    await guided.expectPhase('led-away')
    await guided.gazelle.evaluate(() => {
      location.href = 'mailto:from-the-page@example.com'
    })
    await guided.gazelle.evaluate(() => {
      const frame = document.createElement('iframe')
      frame.src = 'mailto:from-a-frame@example.com'
      document.body.append(frame)
    })
    expect(guided.gazelle.url()).toBe(address)
    // The app itself could: only this one has arrived when it has.
    await app.electron.evaluate(({ shell }) => shell.openExternal('mailto:from-the-app@example.com'))
    await expect.poll(() => readFile(started, 'utf8').catch(() => '')).toBe('mailto:from-the-app@example.com\n')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

/** As if this computer trusted every issuer: what is left to refuse a certificate for is its time and its names. */
async function trustIssuers(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ session }) => {
    const { X509Certificate } = process.getBuiltinModule('node:crypto')
    session.fromPartition('persist:gazelle').setCertificateVerifyProc(({ hostname, certificate }, answer) => {
      const shown = new X509Certificate(certificate.data)
      const isItsTime = Date.parse(shown.validFrom) <= Date.now() && Date.now() <= Date.parse(shown.validTo)
      const isItsName = shown.checkIP(hostname) !== undefined
      // Chromium's own codes: ERR_CERT_COMMON_NAME_INVALID and ERR_CERT_DATE_INVALID.
      answer(isItsName ? (isItsTime ? 0 : -201) : -200)
    })
  })
}

const here = ['127.0.0.1']
const certificates: [what: string, SelfSigned, trusts: boolean, words: string][] = [
  ['that nobody vouches for', selfSigned(here), false, 'issued by an authority this computer does not trust'],
  ['that has ended', selfSigned(here, { notAfter: '20250201000000Z' }), true, 'certificate is not valid today'],
  ['that has not begun', selfSigned(here, { notBefore: '20480101000000Z' }), true, 'certificate is not valid today'],
  ['for another name', selfSigned(['gazelle.example']), true, 'belongs to another address'],
]
for (const [what, certificate, trusts, words] of certificates) {
  test(`a certificate ${what} is said and not passed over`, async ({ launch, sandbox }) => {
    const site = await Site.start(here, () => 'Gazelle?', certificate)
    const folder = await mkdtemp(join(tmpdir(), 'gazelle-keeper-https-'))
    try {
      const gazelleUrl = `https://127.0.0.1:${site.port}`
      const connection = { ...sandbox.connection, gazelleUrl }
      await writeFile(join(folder, 'connection.json'), JSON.stringify(connection))
      const app = await launch({ sandbox: { ...sandbox, folder, connection } })
      if (trusts) await trustIssuers(app.electron)
      const popover = await app.openPopover()
      await popover.expectCondition('missing')
      await popover.press('Sign in to Gazelle')
      const guided = await app.signInWindow()
      await guided.expectPhase('certificate')
      await expect(guided.guide.locator('.guide > p')).toContainText(`127.0.0.1:${site.port}`)
      await expect(guided.guide.locator('.guide > p')).toContainText(words)
      if (!trusts) await picture(guided.guide, 'sign-in-certificate')
      await guided.press('Reload')
      await guided.expectPhase('certificate')
      expect(site.connections).toBeGreaterThan(0)
      expect(site.requests).toEqual([])
    } finally {
      await site.close()
      await rm(folder, { recursive: true, force: true })
    }
  })
}

test('a token for a host that only looks like Gazelle’s is not taken', async ({ launch, sandbox }) => {
  const collector = await startCollector()
  const hosts = ['127.0.0.1', '127.0.0.1.example', 'x127.0.0.1.example', 'gazelle.example']
  const rules = hosts.slice(1).map((host) => `MAP ${host} 127.0.0.1:${collector.port}`)
  try {
    // A page of Gazelle's without a policy, which would keep it from asking anybody else.
    sandbox.gazelle.faults.add({ action: { kind: 'not-json' }, method: 'GET', path: '/', times: 1e9 })
    const app = await launch({ switches: [`--host-resolver-rules=${rules.join(', ')}`] })
    const { guided } = await openSignIn(app)
    const token = 'forged'.repeat(8)
    const { gazelleUrl } = sandbox.connection
    const forged = hosts.map((host) => `http://${host}:${collector.port}/graphql/private/`)
    const ownPaths = ['/graphql/privateer/', '/graphql/public/', '/elsewhere/graphql/private/']
    await guided.gazelle.evaluate(
      async ([token, urls]) => {
        const headers = { authorization: `Bearer ${token}`, 'x-gazelle-api-key': 'forged00'.repeat(4) }
        for (const url of urls) await fetch(url, { method: 'POST', headers }).catch(() => undefined)
      },
      [token, [...forged, ...ownPaths.map((path) => gazelleUrl + path)]] as const,
    )
    // They did go out.
    expect(collector.collected).toEqual(hosts.map((host) => `${host}/graphql/private/ Bearer ${token}`))
    await guided.expectPhase('waiting')
    expect(await rowOf(sandbox)).toBeUndefined()
  } finally {
    collector.close()
  }
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
