import type { Sandbox } from '../../sandbox/index.ts'
import { fingerprint } from '../../sandbox/secrets.ts'
import { signInTo } from '../../scripts/driver/windows.ts'
import { evil, inline, openLink, openSignIn, phasesOf } from './attacks.ts'
import { Site } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import { rowOf } from './row.ts'

// A token of the attacker's own, with which another site's page asks Gazelle's API.

/** Asks Gazelle's API with this token, from wherever it is run. */
const ask = (gazelleUrl: string, token: string, more = '') => `fetch('${gazelleUrl}/graphql/private/', {
  method: 'POST',
  headers: { authorization: 'Bearer ${token}', 'content-type': 'application/json' },
  body: '{"query":"{ allClients(first: 1) { nodes { id } } }"}',
  ${more}
}).catch(() => undefined)`

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
