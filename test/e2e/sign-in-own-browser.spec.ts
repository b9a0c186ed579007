import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sandbox } from '../../sandbox/index.ts'
import { guideOf } from '../../scripts/driver/windows.ts'
import { Person } from '../integration/authorization-person.ts'
import { askFrom, askFromSettings } from './asking.ts'
import { setUpApplication } from './authorization.ts'
import { leadTo, Site } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import type { KeeperApp, Popover } from './keeper-app.ts'
import { rowOf } from './row.ts'

// The system's own browser as the second way in (RFC 8252). A client of HTTP plays the browser; everything else is real.

const registered = 'http://127.0.0.1/gazelle-keeper'

/** What the app has the system open is written down, and opened by nobody. */
async function watchBrowser(app: KeeperApp): Promise<() => Promise<string[]>> {
  await app.electron.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (url) => void opened.push(url)
  })
  return () => app.electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
}

async function setUp(app: KeeperApp, sandbox: Sandbox, isWanted = true): Promise<Popover> {
  const popover = await app.openPopover()
  await popover.expectCondition('missing')
  await setUpApplication(app, sandbox, registered)
  await askFromSettings(app, { do: 'oauth.in-browser', isWanted })
  return popover
}

const parametersOf = (url: string | undefined) => new URL(url ?? '').searchParams

/** The person in the browser: from Gazelle's page to the callback's address, which is not gone to yet. */
async function decide(sandbox: Sandbox, url: string, decision: 'authorise' | 'deny'): Promise<string> {
  const callback = parametersOf(url).get('redirect_uri') ?? ''
  const isCallback = (address: string) => address.startsWith(`${callback}?`)
  const authorization = { url, isCallback } as Parameters<Person['decide']>[0]
  const arrival = await new Person(sandbox.gazelle).decide(authorization, decision)
  if (!('callback' in arrival)) throw new Error(`ended at ${arrival.address}: ${arrival.status}`)
  return arrival.callback
}

/** Waits for the address that is opened after so many. */
async function openedAfter(opened: () => Promise<string[]>, count: number): Promise<string> {
  await expect.poll(async () => (await opened()).length).toBe(count + 1)
  return (await opened())[count] ?? ''
}

const isListening = (callback: string) =>
  fetch(callback).then(
    () => true,
    () => false,
  )

test('the person signs in there, and comes back to this computer once', async ({ launch, sandbox, profile }) => {
  const app = await launch()
  const opened = await watchBrowser(app)
  const popover = await setUp(app, sandbox)
  await askFrom(popover.page, 'sign-in')
  const url = await openedAfter(opened, 0)
  expect(new URL(url).origin).toBe(sandbox.connection.gazelleUrl)
  const asked = parametersOf(url)
  expect(asked.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/gazelle-keeper$/)
  expect(asked.get('code_challenge_method')).toBe('S256')
  expect(asked.get('state')).toMatch(/^[\w-]{43}$/)

  const callback = await decide(sandbox, url, 'authorise')
  // Whoever else knocks is not answered, and spoils nothing.
  const forged = new URL(callback)
  forged.searchParams.set('state', 'forged')
  for (const address of [forged.href, `${new URL(callback).origin}/`, asked.get('redirect_uri') ?? '']) {
    expect((await fetch(address)).status).toBe(404)
  }
  expect((await fetch(callback, { method: 'POST' })).status).toBe(404)

  const answer = await fetch(callback)
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('You may close this tab')
  await popover.expectCondition('valid')
  const token = sandbox.gazelle.tokens.at(-1)
  expect(await rowOf(sandbox)).toMatchObject({ access_token: token?.accessToken, refresh_token: token?.refreshToken })
  expect(await isListening(callback)).toBe(false)
  expect(sandbox.gazelle.requests.all.filter(({ grantType }) => grantType === 'authorization_code')).toHaveLength(1)
  const log = await readFile(join(profile, 'logs/keeper.log'), 'utf8')
  for (const name of ['code', 'state']) {
    expect(log + app.output).not.toContain(new URL(callback).searchParams.get(name) ?? 'nothing')
  }
})

test('a denial is said, “Reload” opens the browser anew, and Cancel listens no longer', async ({ launch, sandbox }) => {
  const app = await launch({ locale: 'fr_CA.UTF-8' })
  const opened = await watchBrowser(app)
  const popover = await setUp(app, sandbox)
  await askFrom(popover.page, 'sign-in')
  const first = await openedAfter(opened, 0)
  const guide = await guideOf(app.electron)
  const phase = guide.locator('.guide')
  await expect(phase).toHaveAttribute('data-phase', 'in-browser')
  const denial = await fetch(await decide(sandbox, first, 'deny'))
  expect(await denial.text()).toContain('Vous pouvez fermer cet onglet')
  await expect(phase).toHaveAttribute('data-phase', 'authorization-refused')

  await guide.getByRole('button', { name: 'Recharger' }).click()
  const second = await openedAfter(opened, 1)
  expect(parametersOf(second).get('state')).not.toBe(parametersOf(first).get('state'))
  await expect(phase).toHaveAttribute('data-phase', 'in-browser')
  // The tab was closed: the same page once more.
  await guide.getByRole('button', { name: 'Recharger' }).click()
  expect(await openedAfter(opened, 2)).toBe(second)

  const callback = await decide(sandbox, second, 'authorise')
  await guide.getByRole('button', { name: 'Annuler' }).click()
  await expect.poll(() => isListening(callback)).toBe(false)
  expect(await rowOf(sandbox)).toBeUndefined()
  expect(sandbox.gazelle.tokens).toEqual([])
})

test('a provider that turns the window away is opened in the browser by itself', async ({ launch, sandbox }) => {
  const site = await Site.start(
    ['accounts.google.com'],
    () => '<title>Google</title>This browser or app may not be secure.',
  )
  try {
    const app = await launch({ switches: site.switches() })
    const opened = await watchBrowser(app)
    const popover = await setUp(app, sandbox, false)
    await askFrom(popover.page, 'sign-in')
    const guided = await app.signInWindow()
    await guided.expectPhase('waiting')
    expect(await opened()).toEqual([])
    await leadTo(guided.gazelle, 'https://accounts.google.com/v3/signin/rejected')
    const url = await openedAfter(opened, 0)
    await guided.expectPhase('in-browser')
    const closed = guided.closed()
    expect((await fetch(await decide(sandbox, url, 'authorise'))).status).toBe(200)
    await closed
    await popover.expectCondition('valid')
    expect(await rowOf(sandbox)).toMatchObject({ refresh_token: sandbox.gazelle.tokens.at(-1)?.refreshToken })
  } finally {
    await site.close()
  }
})
