import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { askFrom } from './asking.ts'
import { Site } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import type { KeeperApp, LaunchOptions, SignInWindow } from './keeper-app.ts'

// What a page wants that this window may not be able to give: the bar says so within seconds, and what to do instead.

const withinSeconds = 8000

const pages: Record<string, string> = {
  '/': '<title>Gazelle</title><h1>Sign in</h1><input type="email"><input type="password">',
  '/page': '<title>Provider</title><h1>Sign in to continue</h1><input type="email">',
  '/v3/signin/rejected': '<title>x</title>',
  '/en': '<h1>Couldn’t sign you in</h1><p>This browser or app may not be secure. Try using a different browser.',
  '/fr': '<h1>Connexion impossible</h1><p>Ce navigateur ou cette application ne sont peut-être pas sécurisés.',
  '/microsoft': '<h1>You can’t get there from here</h1>',
  '/apple': '<p>Votre navigateur n’est pas pris en charge.',
  '/hidden': '<p hidden>This browser is not supported.</p><input value="Unsupported browser">',
  '/check':
    '<h1>One moment</h1><iframe src="https://challenges.cloudflare.com/turnstile/if/0/normal/" width="300" height="65">',
  '/invisible': '<h1>Sign in</h1><iframe src="https://www.google.com/recaptcha/api2/anchor?size=invisible">',
  '/pictures': `<h1>Sign in</h1><iframe hidden src="https://www.google.com/recaptcha/api2/bframe?k=x" width="400" height="500">`,
}

const hosts = ['gazelle.example', 'accounts.google.com', 'login.microsoftonline.com', 'appleid.apple.com']
const checks = ['www.google.com', 'challenges.cloudflare.com']

/** A Gazelle by https, whose first page is the test's own, beside providers and the frames of checks for people. */
async function onSites(
  {
    launch,
    sandbox,
  }: { launch: (options: Partial<LaunchOptions>) => Promise<KeeperApp>; sandbox: LaunchOptions['sandbox'] },
  use: (app: KeeperApp, guided: SignInWindow) => Promise<void>,
  locale = 'en_CA.UTF-8',
): Promise<void> {
  const site = await Site.start([...hosts, ...checks], (path) => pages[path.split('?')[0] ?? ''] ?? 'A frame')
  const folder = await mkdtemp(join(tmpdir(), 'gazelle-keeper-https-'))
  try {
    const connection = { ...sandbox.connection, gazelleUrl: 'https://gazelle.example' }
    await writeFile(join(folder, 'connection.json'), JSON.stringify(connection))
    const app = await launch({ sandbox: { ...sandbox, folder, connection }, switches: site.switches(), locale })
    const popover = await app.openPopover()
    await popover.expectCondition('missing')
    await askFrom(popover.page, 'sign-in')
    const guided = await app.signInWindow()
    await guided.expectPhase('waiting')
    await use(app, guided)
  } finally {
    await site.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const goTo = (page: Page, address: string) => page.evaluate((to) => void Object.assign(location, { href: to }), address)

for (const [how, address] of [
  ['by Google’s address', 'https://accounts.google.com/v3/signin/rejected?dsh=1'],
  ['by its code', 'https://accounts.google.com/page?error=disallowed_useragent'],
  ['by Google’s words', 'https://accounts.google.com/en'],
  ['by Google’s words in French', 'https://accounts.google.com/fr'],
  ['by Microsoft’s words', 'https://login.microsoftonline.com/microsoft'],
  ['by Apple’s words in French', 'https://appleid.apple.com/apple'],
] as const) {
  // electron#17887, leapp#48
  test(`a provider that turns the window away is understood ${how}`, async ({ launch, sandbox }) => {
    await onSites({ launch, sandbox }, async (_app, guided) => {
      await goTo(guided.gazelle, address)
      await guided.expectPhase('browser-refused', withinSeconds)
      const bar = guided.guide.locator('.guide > p')
      await expect(bar).toContainText(new URL(address).host)
      await expect(bar).toContainText('Gazelle’s own email and password')
      await guided.press('Reload')
      await guided.expectPhase('waiting')
    })
  })
}

test('the other way is at hand: “Paste a token” opens the settings there', async ({ launch, sandbox }) => {
  await onSites({ launch, sandbox }, async (app, guided) => {
    await expect(guided.guide.getByRole('button', { name: 'Paste a token' })).toHaveCount(0)
    await goTo(guided.gazelle, 'https://accounts.google.com/en')
    const opened = app.electron.waitForEvent('window')
    await guided.press('Paste a token')
    const settings = await opened
    await expect.poll(() => settings.url()).toContain('#gazelle')
  })
})

test('what a page hides, or somebody types, turns nobody away; what it says later does', async ({
  launch,
  sandbox,
}) => {
  await onSites({ launch, sandbox }, async (_app, guided) => {
    await goTo(guided.gazelle, 'https://accounts.google.com/hidden')
    await guided.expectPhase('at-provider')
    // Its second look sees a passkey: those before saw nothing else.
    await guided.gazelle.evaluate(() => {
      void navigator.credentials.get({ publicKey: { challenge: new Uint8Array(16) } }).catch(() => undefined)
    })
    await guided.expectPhase('passkey', withinSeconds)
    await guided.gazelle.evaluate(() => document.querySelector('p')?.removeAttribute('hidden'))
    await guided.expectPhase('browser-refused', withinSeconds)
  })
})

for (const [what, address, locale, words] of [
  ['Gazelle’s page', 'https://gazelle.example/', 'en_CA.UTF-8', 'waiting for a passkey'],
  ['a provider’s page', 'https://accounts.google.com/page', 'fr_CA.UTF-8', 'attend une clé d’accès'],
] as const) {
  for (const method of ['get', 'create'] as const) {
    // omnigent#4624
    test(`a passkey that ${what} waits for (${method}) is said, and that it no longer does`, async ({
      launch,
      sandbox,
    }) => {
      const use = async (_app: KeeperApp, guided: SignInWindow) => {
        // Gazelle's page is there already.
        if (guided.gazelle.url() !== address) {
          await goTo(guided.gazelle, address)
          await guided.expectPhase('at-provider')
        }
        await guided.gazelle.waitForLoadState()
        await guided.gazelle.evaluate((method) => {
          const stop = new AbortController()
          const challenge = new Uint8Array(16)
          const request =
            method === 'get'
              ? navigator.credentials.get({ publicKey: { challenge, timeout: 4000 }, signal: stop.signal })
              : navigator.credentials.create({
                  publicKey: {
                    challenge,
                    rp: { name: 'A site' },
                    user: { id: new Uint8Array(4), name: 'somebody', displayName: 'Somebody' },
                    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
                  },
                  signal: stop.signal,
                })
          request.catch(() => undefined)
          Object.assign(window, { stop: () => stop.abort() })
        }, method)
        await guided.expectPhase('passkey', withinSeconds)
        await expect(guided.guide.locator('.guide > p')).toContainText(new URL(address).host)
        await expect(guided.guide.locator('.guide > p')).toContainText(words)
        await guided.gazelle.evaluate(() => (window as unknown as { stop: () => void }).stop())
        await guided.expectPhase('waiting', withinSeconds)
      }
      await onSites({ launch, sandbox }, use, locale)
    })
  }
}

test('looking for a passkey disturbs no page: its own requests are answered, and nothing is heard of ours', async ({
  launch,
  sandbox,
}) => {
  await onSites({ launch, sandbox }, async (_app, guided) => {
    await guided.gazelle.evaluate(() => {
      const heard: string[] = []
      const container = CredentialsContainer.prototype
      const { get } = container
      container.get = function (options) {
        heard.push('get')
        return get.call(this, options)
      }
      addEventListener('unhandledrejection', ({ reason }) => heard.push(String(reason)))
      addEventListener('error', ({ message }) => heard.push(message))
      document.onsecuritypolicyviolation = () => heard.push('policy')
      Object.assign(window, { heard })
    })
    // Three looks later: a check has come into the page, and is seen.
    await guided.gazelle.evaluate(() => {
      const frame = document.body.appendChild(document.createElement('iframe'))
      frame.src = 'https://challenges.cloudflare.com/turnstile/if/0/normal/'
    })
    await guided.expectPhase('captcha', withinSeconds)
    expect(await guided.gazelle.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([])
  })
})

test('a check for people is said, on a provider’s page and on Gazelle’s, once somebody can see it', async ({
  launch,
  sandbox,
}) => {
  await onSites({ launch, sandbox }, async (_app, guided) => {
    await goTo(guided.gazelle, 'https://accounts.google.com/check')
    await guided.expectPhase('captcha', withinSeconds)
    await expect(guided.guide.locator('.guide > p')).toContainText('you are not a robot')
    await goTo(guided.gazelle, 'https://gazelle.example/pictures')
    await guided.expectPhase('waiting')
    await guided.gazelle.evaluate(() => document.querySelector('iframe')?.removeAttribute('hidden'))
    await guided.expectPhase('captcha', withinSeconds)
    // One that works on its own is nobody's business.
    await goTo(guided.gazelle, 'https://gazelle.example/invisible')
    await guided.expectPhase('waiting')
    await guided.gazelle.evaluate(() => {
      void navigator.credentials.get({ publicKey: { challenge: new Uint8Array(16) } }).catch(() => undefined)
    })
    await guided.expectPhase('passkey', withinSeconds)
  })
})

test('in a pop-up too: what it wants is said in the bar, and closing it leads back', async ({ launch, sandbox }) => {
  await onSites({ launch, sandbox }, async (app, guided) => {
    await guided.gazelle.evaluate(() => {
      const button = document.createElement('button')
      button.textContent = 'With a provider'
      button.onclick = () => void window.open('https://login.microsoftonline.com/microsoft', '', 'width=400,height=400')
      document.body.prepend(button)
    })
    const opened = app.electron.waitForEvent('window')
    await guided.gazelle.getByRole('button', { name: 'With a provider' }).click()
    await guided.expectPhase('browser-refused', withinSeconds)
    await expect(guided.guide.locator('.guide > p')).toContainText('login.microsoftonline.com')
    await (await opened).close()
    await guided.expectPhase('waiting')
  })
})
