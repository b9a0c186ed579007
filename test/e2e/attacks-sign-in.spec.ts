import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Sandbox } from '../../sandbox/index.ts'
import { fingerprint } from '../../sandbox/secrets.ts'
import { signInTo } from '../../scripts/driver/windows.ts'
import { askFrom } from './asking.ts'
import { giveApplication, openAuthorization } from './authorization.ts'
import { Site } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import type { KeeperApp, Popover, SignInWindow } from './keeper-app.ts'
import { rowOf } from './row.ts'

// What a hostile page or pop-up in the sign-in window tries, to bring in a token of its own. Each gets nothing.

const evil = 'https://evil.example'

/** From now on the popover's page remembers every phase of the sign-in. */
async function recordPhases({ page }: Popover): Promise<void> {
  await page.evaluate(() => {
    const phases: string[] = []
    Object.assign(globalThis, { phases })
    window.keeper.onChange(({ signIn }) => signIn !== phases.at(-1) && phases.push(signIn))
  })
}

/** The sign-in window on Gazelle's page, and every phase that it goes through from now on. */
async function openSignIn(app: KeeperApp) {
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await recordPhases(popover)
  await popover.press('Sign in to Gazelle')
  const guided = await app.signInWindow()
  await guided.expectPhase('waiting')
  await guided.gazelle.waitForLoadState()
  return { popover, guided }
}

const phasesOf = (popover: Popover) =>
  popover.page.evaluate(() => (globalThis as unknown as { phases: string[] }).phases)

/** Clicks a link of Gazelle's page that opens another window. */
async function openLink(app: KeeperApp, { gazelle }: SignInWindow, url: string, rel = 'opener'): Promise<void> {
  const opened = app.electron.waitForEvent('window')
  await gazelle.evaluate(
    ([href = '', rel = '']) => {
      const link = Object.assign(document.createElement('a'), { href, rel, target: '_blank', textContent: 'Read more' })
      document.body.prepend(link)
    },
    [url, rel],
  )
  // The pop-up may lead Gazelle's page away at once, which the app stops: nothing is waited for.
  await gazelle.getByRole('link', { name: 'Read more' }).first().click({ noWaitAfter: true })
  await opened
}

/** Asks Gazelle's API with this token, from wherever it is run. */
const ask = (gazelleUrl: string, token: string, more = '') => `fetch('${gazelleUrl}/graphql/private/', {
  method: 'POST',
  headers: { authorization: 'Bearer ${token}', 'content-type': 'application/json' },
  body: '{"query":"{ allClients(first: 1) { nodes { id } } }"}',
  ${more}
}).catch(() => undefined)`

const inline = (script: string) => `<title>Read more</title><script>${script.replaceAll('</', '<\\/')}</script>`
const addressOf = (type: string, content: string) => `data:${type},${encodeURIComponent(content)}`

/** Senders of another site: what its page runs so that they ask. `asks` is the script of `ask`. */
const senders: [string, (asks: string, gazelleUrl: string, token: string) => string][] = [
  ['its page', (asks) => asks],
  [
    'its frame',
    () => `document.documentElement.append(Object.assign(document.createElement('iframe'), { src: '/asks' }))`,
  ],
  ['its worker', () => `new Worker('/asks.js')`],
  ['its shared worker', () => `new SharedWorker('/asks-for-each.js')`],
  [
    'its service worker',
    () => `navigator.serviceWorker.register('/asks-for-each.js')
      navigator.serviceWorker.ready.then(({ active }) => active.postMessage(''))`,
  ],
  [
    'its frame that is gone when it asks',
    () => `const frame = document.createElement('iframe')
      frame.src = '/asks-at-last'
      frame.onload = () => frame.remove()
      document.documentElement.append(frame)`,
  ],
  [
    'its page, as it leads on to Gazelle',
    (_asks, gazelleUrl, token) => `onpagehide = () => { ${ask(gazelleUrl, token, 'keepalive: true')} }
      location.href = '${gazelleUrl}/users/sign_in'`,
  ],
  [
    'its frame without an origin',
    (asks) => `const frame = document.createElement('iframe')
      frame.sandbox = 'allow-scripts'
      frame.srcdoc = ${JSON.stringify(inline(asks)).replaceAll('</', '<\\/')}
      document.documentElement.append(frame)`,
  ],
  [
    'its frame made of data',
    (asks) => `const frame = document.createElement('iframe')
      frame.src = ${JSON.stringify(addressOf('text/html', inline(asks)))}
      document.documentElement.append(frame)`,
  ],
  ['its worker made of data', (asks) => `new Worker(${JSON.stringify(addressOf('text/javascript', asks))})`],
  [
    'its shared worker made of data',
    (asks) => `new SharedWorker(${JSON.stringify(addressOf('text/javascript', `onconnect = () => ${asks}`))})`,
  ],
  ['its worker made of a blob', (asks) => `new Worker(URL.createObjectURL(new Blob([${JSON.stringify(asks)}])))`],
]

/** As a Gazelle that lets every site ask its API: a browser would ask no further otherwise. */
function letAllAsk({ gazelle }: Sandbox): void {
  const headers = {
    'access-control-allow-origin': '*',
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-allow-methods': 'POST',
  }
  const action = { kind: 'answer', status: 204, headers } as const
  gazelle.faults.add({ action, method: 'OPTIONS', path: '/graphql/private/', times: 1e9 })
}

// Many apps, one after the other: shared out among the workers.
test.describe.configure({ mode: 'parallel' })

test.describe('a token that another site asks Gazelle’s API with is not taken', () => {
  for (const [sender, scriptOf] of senders) {
    test(`from ${sender}`, async ({ launch, sandbox }) => {
      const { gazelleUrl, gazelleEmail, gazellePassword } = sandbox.connection
      // It works: of an account of the attacker's.
      const { access_token: planted } = sandbox.gazelle.grantPair()
      const asks = ask(gazelleUrl, planted)
      const pages: Record<string, string> = {
        '/': inline(scriptOf(asks, gazelleUrl, planted)),
        '/asks': inline(asks),
        '/asks-at-last': inline(ask(gazelleUrl, planted, 'keepalive: true')),
        '/asks.js': asks,
        '/asks-for-each.js': `onconnect = onmessage = () => ${asks}`,
      }
      const site = await Site.start(['evil.example'], (path) => pages[path])
      try {
        letAllAsk(sandbox)
        const app = await launch({ switches: site.switches() })
        const { popover, guided } = await openSignIn(app)
        const asked = sandbox.gazelle.requests.next((each) => each.fingerprint === fingerprint(planted))
        await openLink(app, guided, `${evil}/`)
        await asked
        expect(await phasesOf(popover)).not.toContain('working')
        expect(await rowOf(sandbox)).toBeUndefined()

        const closed = guided.closed()
        await signInTo(guided.gazelle, gazelleEmail, gazellePassword)
        await closed
        await popover.expectCondition('valid')
        const own = sandbox.gazelle.tokens.at(-1)?.accessToken
        expect(own).not.toBe(planted)
        expect(await rowOf(sandbox)).toMatchObject({ access_token: own })
      } finally {
        await site.close()
      }
    })
  }

  test('without CORS, it asks with no token at all', async ({ launch, sandbox }) => {
    const { access_token: planted } = sandbox.gazelle.grantPair()
    const asks = ask(sandbox.connection.gazelleUrl, planted, `mode: 'no-cors'`)
    const pages: Record<string, string> = {
      '/': inline(`new SharedWorker('/asks-for-each.js')`),
      '/asks-for-each.js': `onconnect = () => ${asks}`,
    }
    const site = await Site.start(['evil.example'], (path) => pages[path])
    try {
      const app = await launch({ switches: site.switches() })
      const { popover, guided } = await openSignIn(app)
      const asked = sandbox.gazelle.requests.next()
      await openLink(app, guided, `${evil}/`)
      expect(await asked).toMatchObject({ path: '/graphql/private/', header: 'none' })
      expect(await phasesOf(popover)).not.toContain('working')
    } finally {
      await site.close()
    }
  })
})

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
      await guided.gazelle.evaluate(() => {
        location.href = '/sso'
      })
      await guided.expectPhase('at-provider')
      await popover.expectText('You are on company.okta.com.')
      expect(askedOf(site, 'company.okta.com')).toEqual(['company.okta.com /sign-in'])
      await guided.press('Reload')
      await guided.expectPhase('waiting')
      await guided.gazelle.evaluate(() => {
        location.href = 'https://company.okta.com/sign-in'
      })
      await guided.expectPhase('at-provider')
      // And nobody else's from there.
      await guided.gazelle.evaluate((url) => {
        location.href = url
      }, onward)
      await guided.expectPhase('led-away')
      expect(askedOf(site, 'evil.okta.com')).toEqual([])
    } finally {
      await site.close()
    }
  })
})

/** Which of the system's file dialogues a page could open. */
const pickersIn = () =>
  ['showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker'].filter((name) => name in globalThis)

/** Downloads what the page has made itself, by a link. */
const downloadBlob = () => {
  const href = URL.createObjectURL(new Blob(['written by a page']))
  Object.assign(document.createElement('a'), { href, download: 'written.txt' }).click()
}

/** What becomes of the next download of a session, the default one or another. */
async function nextDownload(app: KeeperApp, partition: string | null): Promise<() => Promise<string>> {
  await app.electron.evaluate(({ session }, partition) => {
    const own = partition === null ? session.defaultSession : session.fromPartition(partition)
    const ended = new Promise<string>((resolve) => {
      // A download that goes on opens a dialogue, and ends with that.
      own.once('will-download', (event) => {
        setImmediate(() => resolve(event.defaultPrevented ? 'cancelled' : 'goes on'))
      })
    })
    Object.assign(globalThis, { ended })
  }, partition)
  return () => app.electron.evaluate(() => (globalThis as unknown as { ended: Promise<string> }).ended)
}

test('pages of the sign-in window open no file dialogue, and write no file', async ({ launch }) => {
  const site = await Site.start(['evil.example'], () => '<title>Read more</title><iframe srcdoc="Hello"></iframe>')
  try {
    const app = await launch({ switches: site.switches() })
    const { guided } = await openSignIn(app)
    const opened = app.electron.waitForEvent('window')
    await openLink(app, guided, `${evil}/`)
    const popUp = await opened
    await expect.poll(() => popUp.frames().length).toBe(2)
    for (const frame of [guided.gazelle.mainFrame(), ...popUp.frames()])
      expect(await frame.evaluate(pickersIn)).toEqual([])
    for (const page of [guided.gazelle, popUp]) {
      const ended = await nextDownload(app, 'persist:gazelle')
      await page.evaluate(downloadBlob)
      expect(await ended()).toBe('cancelled')
    }
  } finally {
    await site.close()
  }
})

test('a taken-over page of ours opens no file dialogue, writes no file, and reaches nobody by WebRTC', async ({
  launch,
}) => {
  const heard: string[] = []
  const udp = createSocket('udp4').on('message', () => heard.push('udp'))
  udp.bind(0, '127.0.0.1')
  await once(udp, 'listening')
  const { port } = udp.address()
  const tcp = createServer((socket) => {
    heard.push('tcp')
    socket.destroy()
  }).listen(port, '127.0.0.1')
  await once(tcp, 'listening')
  try {
    const app = await launch()
    const { page } = await app.openPopover()
    expect(await page.evaluate(pickersIn)).toEqual([])
    const ended = await nextDownload(app, null)
    await page.evaluate(downloadBlob)
    expect(await ended()).toBe('cancelled')
    const candidates = await page.evaluate(async (port) => {
      const urls = ['stun:', 'turn:'].flatMap((kind) => [`${kind}127.0.0.1:${port}`])
      const iceServers = [
        { urls: [...urls, `turn:127.0.0.1:${port}?transport=tcp`], username: 'token', credential: 'token' },
      ]
      const peer = new RTCPeerConnection({ iceServers })
      peer.createDataChannel('out')
      const complete = new Promise<void>((resolve) => {
        peer.onicegatheringstatechange = () => peer.iceGatheringState === 'complete' && resolve()
      })
      await peer.setLocalDescription(await peer.createOffer())
      await complete
      return peer.localDescription?.sdp.match(/^a=candidate/gm) ?? []
    }, port)
    expect(candidates).toEqual([])
    expect(heard).toEqual([])
  } finally {
    udp.close()
    tcp.close()
  }
})
