import type { Sandbox } from '../../sandbox/index.ts'
import { signInTo } from '../../scripts/driver/windows.ts'
import { askFrom } from './asking.ts'
import { evil, inline, openLink, openSignIn, phasesOf, recordPhases } from './attacks.ts'
import { giveApplication, openAuthorization } from './authorization.ts'
import { leadTo, Site } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import { rowOf } from './row.ts'

// A code that nobody has asked for, and a tenant that takes Gazelle's place.

// Many apps, one after the other: shared out among the workers.
test.describe.configure({ mode: 'parallel' })

test.describe('an authorisation code that nobody here has asked for is not taken', () => {
  const callback = 'https://office.example/gazelle/callback'
  const tokenRequests = ({ gazelle }: Sandbox) =>
    gazelle.requests.all.filter(({ path }) => path === '/developer/oauth/token')

  test('a code on Gazelle’s own page: such a callback is not accepted', async ({ launch, sandbox }) => {
    const { gazelleUrl, gazelleEmail, gazellePassword } = sandbox.connection
    const native = `${gazelleUrl}/developer/oauth/authorize/native?code=planted`
    const site = await Site.start(['evil.example'], () => inline(`opener.location = '${native}'`))
    try {
      const app = await launch({ switches: site.switches() })
      const popover = await app.openPopover()
      await popover.expectCondition('missing')
      const redirectUri = 'urn:ietf:wg:oauth:2.0:oob'
      const { clientId, clientSecret } = sandbox.gazelle.registerApplication('Company', [redirectUri])
      await giveApplication(app, { clientId, clientSecret, redirectUri })
      const oauth = await popover.page.evaluate(async () => (await window.keeper.snapshot()).setup.oauth)
      expect.soft(oauth.redirectUri).toBeNull()

      await recordPhases(popover)
      await askFrom(popover.page, 'sign-in')
      const guided = await app.signInWindow()
      await guided.expectPhase('waiting')
      await openLink(app, guided, `${evil}/`)
      // Nobody is signed in to Gazelle: it asks for that first.
      await expect.poll(() => guided.gazelle.url()).toContain(encodeURIComponent('/authorize/native'))
      expect(await phasesOf(popover)).not.toContain('working')
      expect(tokenRequests(sandbox)).toEqual([])

      await guided.press('Reload')
      await guided.expectPhase('waiting')
      const closed = guided.closed()
      await signInTo(guided.gazelle, gazelleEmail, gazellePassword)
      await closed
      await popover.expectCondition('valid')
    } finally {
      await site.close()
    }
  })

  test('a callback without the state, or of another issuer, is no answer and no refusal', async ({
    launch,
    sandbox,
  }) => {
    const given = [
      'code=planted',
      'code=planted&state=planted',
      'code=planted&state=',
      'error=access_denied',
      'error=invalid_request&state=planted&error_description=Unsupported+parameter%3A+code_challenge.',
      `code=planted&iss=${encodeURIComponent(evil)}`,
    ]
    // From its opener's place, and from frames, whose loading tells that each has been tried.
    const script = `addEventListener('DOMContentLoaded', () => {
      const callbacks = ${JSON.stringify(given.map((query) => `${callback}?${query}`))}
      let left = callbacks.length
      for (const callback of callbacks) {
        opener.location = callback
        const frame = document.createElement('iframe')
        frame.onload = () => --left === 0 && fetch('/done')
        frame.src = callback
        document.body.append(frame)
      }
    })`
    const site = await Site.start(['evil.example', 'office.example'], (path) =>
      path === '/' ? `${inline(script)}<body>` : path === '/done' ? '' : undefined,
    )
    try {
      const app = await launch({ switches: site.switches() })
      const { popover, guided, clientId } = await openAuthorization(app, sandbox, callback)
      await recordPhases(popover)
      await openLink(app, guided, `${evil}/`)
      await expect.poll(() => site.requests).toContain('evil.example /done')
      const phases = await phasesOf(popover)
      for (const phase of ['working', 'authorization-refused']) expect(phases).not.toContain(phase)
      expect(tokenRequests(sandbox)).toEqual([])
      expect(site.requests.filter((each) => each.startsWith('office.example'))).toEqual([])

      const closed = guided.closed()
      await guided.gazelle.getByRole('button', { name: 'Authorise' }).click()
      await closed
      await popover.expectCondition('valid')
      const token = sandbox.gazelle.tokens.at(-1)
      expect(token?.clientId).toBe(clientId)
      expect(await rowOf(sandbox)).toMatchObject({ access_token: token?.accessToken })
    } finally {
      await site.close()
    }
  })

  test('PKCE that was once taken is never left out again, nor after a restart', async ({ launch, sandbox }) => {
    const app = await launch()
    const redirectUri = 'office://callback'
    const first = await openAuthorization(app, sandbox, redirectUri)
    const closed = first.guided.closed()
    await first.guided.gazelle.getByRole('button', { name: 'Authorise' }).click()
    await closed
    await first.popover.expectCondition('valid')
    await app.close()

    const again = await launch()
    const popover = await again.openPopover()
    await popover.expectCondition('valid')
    await giveApplication(again, { ...first, redirectUri })
    await askFrom(popover.page, 'sign-in')
    const guided = await again.signInWindow()
    const asked: string[] = []
    guided.gazelle.on('request', (request) => request.isNavigationRequest() && asked.push(request.url()))
    const authorise = guided.gazelle.getByRole('button', { name: 'Authorise' })
    await expect(authorise).toBeVisible()
    sandbox.gazelle.configure({ pkce: 'refused' })
    await authorise.click()
    await guided.expectPhase('authorization-refused')
    asked.length = 0
    await guided.press('Reload')
    await expect.poll(() => asked.length).toBeGreaterThan(0)
    expect(new URL(asked[0] ?? '').searchParams.get('code_challenge_method')).toBe('S256')
  })
})

test.describe('a tenant of a sign-in provider that anyone can be', () => {
  const hosts = ['evil.example', 'evil.okta.com', 'company.okta.com', 'accounts.google.com']
  const onward = 'https://evil.okta.com/sign-in'
  const redirectFrom = ({ gazelle }: Sandbox, path: string, location: string) =>
    gazelle.faults.add({ action: { kind: 'answer', status: 302, headers: { location } }, path, times: 1e9 })
  const askedOf = (site: Site, host: string) => site.requests.filter((each) => each.startsWith(host))

  const ways: [string, (gazelleUrl: string) => string][] = [
    ['leads its opener there', () => onward],
    ['leads its opener there by way of Gazelle', (gazelleUrl) => `${gazelleUrl}/sso`],
    ['leads its opener there by way of a known provider', () => 'https://accounts.google.com/onward'],
  ]
  for (const [way, addressOf] of ways) {
    for (const isGone of [false, true]) {
      test(`does not take Gazelle’s place where a pop-up ${way}${isGone ? ' and closes' : ''}`, async ({
        launch,
        sandbox,
      }) => {
        const address = addressOf(sandbox.connection.gazelleUrl)
        const pages: Record<string, string> = {
          '/': inline(`opener.location = '${address}'${isGone ? '; close()' : ''}`),
          '/onward': `<title>Google</title><script>location.href = '${onward}'</script>`,
          '/sign-in': '<title>Gazelle</title>Your password, please',
        }
        const site = await Site.start(hosts, (path) => pages[path])
        try {
          redirectFrom(sandbox, '/sso', onward)
          const app = await launch({ switches: site.switches() })
          const { popover, guided } = await openSignIn(app)
          await openLink(app, guided, `${evil}/`)
          await expect.poll(() => phasesOf(popover)).toContain('led-away')
          expect(askedOf(site, 'evil.okta.com')).toEqual([])
          expect(guided.gazelle.url()).not.toContain('okta')
        } finally {
          await site.close()
        }
      })
    }
  }

  test('takes Gazelle’s place where Gazelle’s own page or server leads to it', async ({ launch, sandbox }) => {
    const site = await Site.start(hosts, (path) => (path === '/sign-in' ? '<title>Company</title>' : undefined))
    try {
      redirectFrom(sandbox, '/sso', 'https://company.okta.com/sign-in')
      const app = await launch({ switches: site.switches() })
      const { popover, guided } = await openSignIn(app)
      await leadTo(guided.gazelle, '/sso')
      await guided.expectPhase('at-provider')
      await popover.expectText('You are on company.okta.com.')
      expect(askedOf(site, 'company.okta.com')).toEqual(['company.okta.com /sign-in'])
      await guided.press('Reload')
      await guided.expectPhase('waiting')
      await leadTo(guided.gazelle, 'https://company.okta.com/sign-in')
      await guided.expectPhase('at-provider')
      // And nobody else's from there.
      await leadTo(guided.gazelle, onward)
      await guided.expectPhase('led-away')
      expect(askedOf(site, 'evil.okta.com')).toEqual([])
    } finally {
      await site.close()
    }
  })
})
