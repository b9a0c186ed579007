import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { signInTo } from '../../scripts/driver/windows.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { proxyAuthorization, Site, startProxy } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import { rowOf } from './row.ts'
import { envLines, launchFromNothing, SetupWindow } from './setup-window.ts'

// Behind a proxy that asks who is there: said, asked for once, kept encrypted, and given to no other proxy.

test.use({ launch: launchFromNothing })

const user = 'anne'

test('from nothing to a saved token, and again after a restart', async ({ launch, sandbox, profile }) => {
  const password = `password-${randomBytes(12).toString('hex')}`
  const right = proxyAuthorization(user, password)
  const proxy = await startProxy((_url, authorization) => authorization === right)
  const isKnown = ({ setup: { checklist } }: Snapshot) => !checklist.isRunning && checklist.results.length > 0
  try {
    const app = await launch({ switches: proxy.switches })
    const setup = await SetupWindow.of(app)
    const { page } = setup
    await setup.paste(envLines(sandbox.connection.supabaseUrl, sandbox.connection.supabaseKey), 'supabase.paste')
    const asked = await setup.until(isKnown, 'a checklist')
    expect(asked.setup.checklist.results[0]).toMatchObject({ step: 'reachable', kind: 'not-reached' })
    expect(asked.setup.proxy).toEqual({
      host: proxy.address,
      user: null,
      hasPassword: false,
      isAsking: true,
      isRefused: false,
    })
    await expect(page.getByText(`The proxy ${proxy.address} requires a user name and a password.`)).toBeVisible()
    expect(proxy.passed).toEqual([])

    await page.getByLabel('User name').fill(user)
    await page.getByLabel('Password', { exact: true }).fill('not the password')
    await page.getByRole('button', { name: 'Use this password' }).click()
    await expect(page.getByText('does not accept this user name and password')).toBeVisible()
    await setup.until(isKnown, 'a checklist')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Use this password' }).click()
    const open = await setup.until(({ setup: { proxy } }) => proxy?.isAsking === false, 'an open way')
    expect(open.setup.proxy).toMatchObject({ user, hasPassword: true, isRefused: false })
    await setup.request({ do: 'supabase.sign-in', ...sandbox.supabase.member })
    await setup.until(({ condition }) => condition === 'missing', 'a row without a token')
    await setup.ask('sign-in')
    const { gazelle } = await app.signInWindow()
    await signInTo(gazelle, sandbox.connection.gazelleEmail, sandbox.connection.gazellePassword)
    const { setup: saved } = await setup.until(({ condition }) => condition === 'valid', 'a valid token')
    expect(JSON.stringify(saved)).not.toContain(password)
    expect(proxy.passed).toContain(`${sandbox.connection.gazelleUrl}/graphql/private/`)
    // Nothing but the sandbox, which has no https.
    expect(proxy.tunnels).toEqual([])
    await app.close()

    for (const entry of readdirSync(profile, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()))
      expect(readFileSync(join(entry.parentPath, entry.name)).includes(password), entry.name).toBe(false)
    const again = await launch({ switches: proxy.switches })
    await (await again.openPopover()).expectCondition('valid')
    expect(await rowOf(sandbox)).toMatchObject({ access_token: sandbox.gazelle.tokens.at(-1)?.accessToken })
    await again.close()

    const other = await startProxy(() => false)
    try {
      const elsewhere = await launch({ switches: other.switches })
      const popover = await elsewhere.openPopover()
      await popover.expectText(`The proxy ${other.address} requires a user name and a password.`)
      await popover.press('Enter the proxy password')
      await expect.poll(async () => new URL((await SetupWindow.of(elsewhere)).page.url()).hash).toBe('#general')
      expect(other.told.size).toBe(0)
    } finally {
      other.close()
    }
  } finally {
    proxy.close()
  }
})

test('a tunnel to a server with https, and nobody else is asked for anything', async ({ launch, sandbox }) => {
  const password = randomBytes(12).toString('hex')
  const right = proxyAuthorization(user, password)
  const proxy = await startProxy((_url, authorization) => authorization === right)
  const site = await Site.start(['db.example'], () => undefined)
  try {
    const app = await launch({ switches: [...proxy.switches, ...site.switches()] })
    const setup = await SetupWindow.of(app)
    await setup.paste(envLines(`https://127.0.0.1:${site.port}`, sandbox.connection.supabaseKey), 'supabase.paste')
    await setup.until(({ setup: { proxy } }) => proxy?.isAsking === true, 'a proxy that asks')
    await setup.request({ do: 'proxy.set', host: proxy.address, user, password })
    await setup.until(({ setup: { proxy } }) => proxy?.isAsking === false, 'an open way')
    await setup.checklist()
    // Through the tunnel, and with nothing but the address's own requests.
    expect(site.requests.length).toBeGreaterThan(0)
    for (const request of site.requests) expect(request).toMatch(`127.0.0.1:${site.port} /`)
    expect(new Set(proxy.tunnels)).toEqual(new Set([`127.0.0.1:${site.port}`]))
    expect(proxy.passed).toEqual([])
    expect([...proxy.told]).toEqual([right])
    await setup.ask('proxy.forget')
    expect((await setup.snapshot()).setup.proxy).toBeNull()
    await setup.checklist()
    expect((await setup.snapshot()).setup.proxy).toMatchObject({ isAsking: true, hasPassword: false })
  } finally {
    proxy.close()
    await site.close()
  }
})

test('what is typed for the proxy stays while another server is reached without it', async ({ launch, sandbox }) => {
  const password = randomBytes(12).toString('hex')
  const right = proxyAuthorization(user, password)
  const proxy = await startProxy((_url, authorization) => authorization === right)
  const { gazelleUrl, supabaseUrl, supabaseKey } = sandbox.connection
  try {
    const direct = `--proxy-bypass-list=<-loopback>;${new URL(gazelleUrl).host}`
    const setup = await SetupWindow.of(await launch({ switches: [...proxy.switches, direct] }))
    const { page } = setup
    await setup.paste(envLines(supabaseUrl, supabaseKey), 'supabase.paste')
    await page.getByLabel('User name').fill(user)
    await page.getByLabel('Password', { exact: true }).fill(password)
    const { access_token: accessToken } = sandbox.gazelle.grantPair()
    await setup.paste(accessToken, 'paste')
    expect((await setup.snapshot()).setup).toMatchObject({
      paste: { state: 'found' },
      proxy: { host: proxy.address, isAsking: true },
    })
    expect(proxy.told.size).toBe(0)
    await page.getByRole('button', { name: 'Use this password' }).click()
    await setup.until(({ setup: { proxy } }) => proxy?.hasPassword === true && !proxy.isAsking, 'an open way')
    await expect(page.getByLabel('User name')).not.toBeVisible()
    await setup.request({ do: 'supabase.sign-in', ...sandbox.supabase.member })
    await setup.until(({ condition }) => condition === 'missing', 'a row without a token')
  } finally {
    proxy.close()
  }
})

test('what is typed is kept for the proxy it is meant for, also when that lets everybody through meanwhile', async ({
  launch,
  sandbox,
}) => {
  const password = randomBytes(12).toString('hex')
  const right = proxyAuthorization(user, password)
  let isOpen = false
  const proxy = await startProxy((_url, authorization) => isOpen || authorization === right)
  const { supabaseUrl, supabaseKey } = sandbox.connection
  try {
    const setup = await SetupWindow.of(await launch({ switches: proxy.switches }))
    const { page } = setup
    await setup.paste(envLines(supabaseUrl, supabaseKey), 'supabase.paste')
    await page.getByLabel('User name').fill(user)
    await page.getByLabel('Password', { exact: true }).fill(password)
    isOpen = true
    await setup.ask('checklist')
    await setup.until(({ setup: { proxy } }) => proxy?.isAsking === false, 'an open way')
    isOpen = false
    await page.getByRole('button', { name: 'Use this password' }).click()
    const { setup: kept } = await setup.until(({ setup: { proxy } }) => proxy?.hasPassword === true, 'a password')
    expect(kept.proxy).toMatchObject({ host: proxy.address, user })
    await setup.until(({ setup: { checklist } }) => !checklist.isRunning, 'the end of the checklist')
    expect([...proxy.told]).toEqual([right])
  } finally {
    proxy.close()
  }
})
