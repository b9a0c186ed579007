import type { Sandbox } from '../../sandbox/index.ts'
import { askFromSettings } from './asking.ts'
import { openAuthorization } from './authorization.ts'
import { Site } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import { picture } from './keeper-app.ts'
import { rowOf } from './row.ts'

// The OAuth application's way in: the same window, whatever callback the company has registered, and no request to it.

const callbacks: [string, (site: Site, sandbox: Sandbox) => string][] = [
  ['another site', () => 'https://office.example/gazelle/callback'],
  ['a port of this computer', (site) => `http://127.0.0.1:${site.port}/callback`],
  ['a scheme of its own', () => 'com.example.office:/callback'],
  ['a scheme of its own, with a host', () => 'office://callback'],
  ['Gazelle’s own site', (_, sandbox) => `${sandbox.connection.gazelleUrl}/oauth/done`],
]
for (const [name, callbackOf] of callbacks) {
  test(`an authorisation whose callback is ${name}`, async ({ launch, sandbox }) => {
    const site = await Site.start(['office.example'], () => 'The code has left the computer.')
    try {
      const app = await launch({ switches: site.switches() })
      const { popover, guided, clientId } = await openAuthorization(app, sandbox, callbackOf(site, sandbox))
      const closed = guided.closed()
      await guided.gazelle.getByRole('button', { name: 'Authorise' }).click()
      await closed
      await popover.expectCondition('valid')
      const token = sandbox.gazelle.tokens.at(-1)
      expect(token?.clientId).toBe(clientId)
      expect(await rowOf(sandbox)).toMatchObject({
        access_token: token?.accessToken,
        refresh_token: token?.refreshToken,
        expires_in: token?.lifeSeconds,
      })
      expect(site.requests).toEqual([])
      expect(site.connections).toBe(0)
    } finally {
      await site.close()
    }
  })
}

test('an authorisation that is denied is said in Gazelle’s own words, and can be asked for again', async ({
  launch,
  sandbox,
}) => {
  const app = await launch()
  const { popover, guided } = await openAuthorization(app, sandbox, 'office://callback')
  await guided.gazelle.getByRole('button', { name: 'Deny' }).click()
  await guided.expectPhase('authorization-refused')
  await expect(guided.guide.locator('.guide > p')).toContainText('denied the request')
  await picture(guided.guide, 'sign-in-authorization-refused')
  expect(await rowOf(sandbox)).toBeUndefined()

  await guided.press('Reload')
  await guided.expectPhase('waiting')
  const closed = guided.closed()
  await guided.gazelle.getByRole('button', { name: 'Authorise' }).click()
  await closed
  await popover.expectCondition('valid')
})

test('while an authorisation is asked for, the traffic is not read', async ({ launch, sandbox }) => {
  const app = await launch()
  const { guided } = await openAuthorization(app, sandbox, 'office://callback')
  // Signed in by now: Gazelle's application could show its token.
  const status = await guided.gazelle.evaluate(async () => {
    const { credential } = await (await fetch('/web/credential')).json()
    const headers = { authorization: `Bearer ${credential}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ query: '{ allClients(first: 1) { nodes { id } } }' })
    return (await fetch('/graphql/private/', { method: 'POST', headers, body })).status
  })
  expect(status).toBe(200)
  await guided.expectPhase('waiting')
  expect(await rowOf(sandbox)).toBeUndefined()
})

test('what is issued while the person changes to another row is saved in the row it was asked for', async ({
  launch,
  sandbox,
}) => {
  const app = await launch()
  const { popover, guided } = await openAuthorization(app, sandbox, 'office://callback')
  const exchange = sandbox.gazelle.faults.holdNext({ method: 'POST', path: '/developer/oauth/token' })
  const closed = guided.closed()
  await guided.gazelle.getByRole('button', { name: 'Authorise' }).click()
  await exchange.reached
  await askFromSettings(app, { do: 'supabase.names', table: 'system_settings', rowKey: 'token_of_another_company' })
  await closed
  exchange.release()
  await expect.poll(async () => await rowOf(sandbox)).toBeDefined()
  expect(await rowOf(sandbox)).toMatchObject({ refresh_token: sandbox.gazelle.tokens.at(-1)?.refreshToken })
  await popover.expectCondition('missing')
  const rows = await sandbox.supabase.sql`select key from system_settings where key = 'token_of_another_company'`
  expect(rows).toHaveLength(0)
})

test('another application is asked for once its secret is there, in the window that is open', async ({
  launch,
  sandbox,
}) => {
  const app = await launch()
  const { popover, guided, clientId: firstId } = await openAuthorization(app, sandbox, 'office://callback')
  const redirectUri = 'branch://callback'
  const { clientId, clientSecret } = sandbox.gazelle.registerApplication('Branch', [redirectUri])
  const askedApplication = () => new URL(guided.gazelle.url()).searchParams.get('client_id')
  const pages: string[] = []
  guided.gazelle.on('request', (request) => request.isNavigationRequest() && pages.push(request.url()))
  await askFromSettings(app, { do: 'oauth.set', clientId, redirectUri })
  // Somebody who is signed in, and looks for the secret: the page gives no token of its traffic meanwhile.
  expect(askedApplication()).toBe(firstId)
  await guided.expectPhase('waiting')
  await app.electron.evaluate(({ clipboard }, secret) => clipboard.writeText(secret), clientSecret)
  await askFromSettings(app, 'oauth.paste-secret')
  await expect.poll(askedApplication).toBe(clientId)
  expect(pages).toHaveLength(1)
  const closed = guided.closed()
  await guided.gazelle.getByRole('button', { name: 'Authorise' }).click()
  await closed
  await popover.expectCondition('valid')
  const token = sandbox.gazelle.tokens.at(-1)
  expect(token?.clientId).toBe(clientId)
  expect(await rowOf(sandbox)).toMatchObject({ refresh_token: token?.refreshToken })
})

test('a refusal of the application is said until Gazelle issues a token to it', async ({ launch, sandbox }) => {
  const app = await launch()
  const { popover, guided } = await openAuthorization(app, sandbox, 'office://callback')
  const isRefused = () =>
    popover.page.evaluate(async () => (await window.keeper.snapshot()).setup.oauth.isRefusedByGazelle)
  sandbox.gazelle.faults.add({
    action: { kind: 'oauth-error', error: 'invalid_client', description: 'Client authentication failed.' },
    path: '/developer/oauth/token',
  })
  await guided.gazelle.getByRole('button', { name: 'Authorise' }).click()
  await guided.expectPhase('authorization-refused')
  expect(await isRefused()).toBe(true)
  await guided.press('Reload')
  await guided.expectPhase('waiting')
  const closed = guided.closed()
  await guided.gazelle.getByRole('button', { name: 'Authorise' }).click()
  await closed
  await popover.expectCondition('valid')
  expect(await isRefused()).toBe(false)
})
