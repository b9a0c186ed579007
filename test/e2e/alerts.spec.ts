import { createHmac, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { Sandbox } from '../../sandbox/index.ts'
import { openReceiver, type Received, type Receiver } from '../../src/core/alerts/remote/receiver-fixture.ts'
import { openAlertReceivers } from '../cli/alert-receivers.ts'
import { answerQuestions } from './asking.ts'
import { filesOf, foundIn, heapsOf, typeInto } from './canaries.ts'
import { expect, test } from './fixtures.ts'
import { type KeeperApp, picture } from './keeper-app.ts'
import { endToken } from './row.ts'
import { connect, launchFromNothing, SetupWindow } from './setup-window.ts'

// The app tells people elsewhere: set up in the settings, tested there, and told once; docs/alerts.md.

test.use({ launch: launchFromNothing })

let receiver: Receiver
test.beforeEach(async () => {
  receiver = await openReceiver()
})
test.afterEach(() => receiver.close())

/** A webhook's address and secret, whose texts must be nowhere in clear. */
const webhookAt = ({ url }: Receiver) => {
  const path = `hook-${randomBytes(15).toString('hex')}`
  const key = randomBytes(32)
  return { path, address: `${url}/${path}`, key, secret: `whsec_${key.toString('base64')}` }
}

const target = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const press = (place: Locator, name: string) => place.getByRole('button', { name, exact: true }).click()
const typeOf = ({ body }: Received): string => JSON.parse(body).type
const types = () => receiver.received.map(typeOf)
/** The names of the secrets of alerts in the profile. */
const kept = (profile: string) =>
  Object.keys(JSON.parse(readFileSync(join(profile, 'secrets.json'), 'utf8')) as object).filter((name) =>
    name.startsWith('alerts.'),
  )

/** Puts a token in the row that works, and that nobody renews. */
async function bringToken(setup: SetupWindow, { gazelle }: Sandbox): Promise<void> {
  const { clientId } = gazelle.registerApplication('Company', ['https://company.example/callback'])
  await setup.paste(JSON.stringify(gazelle.grantPair(clientId)), 'paste')
  await setup.ask('paste.save')
  await setup.until(({ condition }) => condition === 'valid', 'a valid token')
}

/** The section of the settings that tells where alerts go. */
async function openSection(app: KeeperApp): Promise<SetupWindow> {
  const { page } = await app.openPopover()
  await page.evaluate(() => window.keeper.request({ do: 'open-settings', section: 'alerts' }))
  return await SetupWindow.of(app)
}

/** Pastes the webhook's address and its secret as a person does. */
async function setWebhook(setup: SetupWindow, { address, secret }: { address: string; secret: string }) {
  const webhook = target(setup.page, 'A webhook of your own')
  await setup.copy(address)
  await press(webhook, 'Paste the address')
  await expect(webhook).toContainText('the secret is missing')
  await setup.copy(secret)
  await press(webhook, 'Paste the secret')
  await expect(webhook).not.toContainText('the secret is missing')
  return webhook
}

test('a webhook is set up, tested, told once of a rejected token, and nothing of it is in clear', async ({
  launch,
  sandbox,
  profile,
}) => {
  const app = await launch()
  await bringToken(await connect(app, sandbox), sandbox)
  const setup = await openSection(app)
  // The guided setup is over.
  await setup.page.reload()
  const hook = webhookAt(receiver)
  const webhook = await setWebhook(setup, hook)

  await press(webhook, 'Send a test alert')
  await expect(webhook).toContainText('The server accepted the test alert')
  expect(types()).toEqual(['alert.test'])
  const [{ headers, body, path }] = receiver.received as [Received]
  expect(path).toBe(`/${hook.path}`)
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', hook.key).update(signed).digest('base64')}`)
  await picture(setup.page, 'settings-alerts')

  const gone = await endToken(sandbox)
  for (let checks = 0; checks < 3; checks += 1) await setup.ask('check')
  await setup.until(({ condition }) => condition === 'refused', 'a rejected token')
  await expect.poll(types).toEqual(['alert.test', 'alert.sign-in'])
  await expect(webhook).toContainText('The server accepted the latest alert')
  expect(await gone()).toBe(false)

  const secrets = { path: hook.path, secret: hook.secret, key: hook.key.toString('base64') }
  const inFiles = async () => {
    const contents = (await filesOf(profile)).map((file) => readFileSync(file))
    expect(contents.length).toBeGreaterThan(5)
    return foundIn('files', contents, secrets)
  }
  const search = async () => [
    ...(await inFiles()),
    ...foundIn('output', [Buffer.from(app.output)], secrets),
    ...foundIn('snapshot', [Buffer.from(JSON.stringify(await setup.snapshot()))], secrets),
    ...foundIn('page', [Buffer.from(await setup.page.content())], secrets),
  ]
  await setup.ask('copy-diagnostics')
  expect(foundIn('diagnostics', [Buffer.from(await setup.clipboard())], secrets)).toEqual([])
  expect(await setup.clipboard()).toContain('alerts go to: webhook')
  expect(await search()).toEqual([])
  expect(await setup.snapshot()).toMatchObject({ secrets: 'keychain' })
  await app.close()
  expect(await inFiles()).toEqual([])

  // After a restart it is still there, and nothing is told again.
  const again = await launch()
  const later = await openSection(again)
  await later.until(({ condition }) => condition === 'refused', 'the rejected token')
  await later.ask('check')
  await expect(target(later.page, 'A webhook of your own')).toContainText(`${new URL(receiver.url).host}/…`)
  expect(types()).toEqual(['alert.test', 'alert.sign-in'])
  await bringToken(later, sandbox)
  await expect.poll(types).toEqual(['alert.test', 'alert.sign-in', 'alert.solved'])
})

test('a server that does not take it is told beside the button, and a target is removed, also by the project’s end', async ({
  launch,
  sandbox,
  profile,
}) => {
  const app = await launch()
  await bringToken(await connect(app, sandbox), sandbox)
  const setup = await openSection(app)
  await setup.page.reload()
  const webhook = await setWebhook(setup, webhookAt(receiver))
  receiver.answer = (response) => void response.writeHead(302, { location: `${receiver.url}/elsewhere` }).end()
  await press(webhook, 'Send a test alert')
  await expect(webhook).toContainText('The server sends to another address')
  expect(receiver.received.map(({ path }) => path)).not.toContain('/elsewhere')
  receiver.answer = (response) => void response.writeHead(410).end('gone')
  await press(webhook, 'Send a test alert')
  await expect(webhook).toContainText('The server rejects the message (410).')
  await expect(webhook).not.toContainText('gone')
  expect(kept(profile)).toEqual(['alerts.webhook'])

  const asked = await answerQuestions(app.electron, true)
  await press(webhook, 'Remove')
  await expect(
    target(setup.page, 'A webhook of your own').getByRole('button', { name: 'Paste the address' }),
  ).toBeVisible()
  expect((await asked())[0]?.message).toBe(`Send no more alerts to ${new URL(receiver.url).host}?`)
  expect(kept(profile)).toEqual([])
  await setup.page.keyboard.press('Control+z')
  await expect(webhook).toContainText(`${new URL(receiver.url).host}/…`)
  expect(kept(profile)).toEqual(['alerts.webhook'])

  // The channels belong to the project.
  await setup.ask('supabase.forget')
  await setup.until(({ isConnected }) => !isConnected, 'no project')
  expect(kept(profile)).toEqual([])
  await setup.ask('undo')
  const { setup: back } = await setup.until(({ isConnected }) => isConnected, 'the project')
  expect(back.alerts.targets.webhook).toMatchObject({ given: ['webhook.address', 'webhook.secret'], fault: null })
  expect(kept(profile)).toEqual(['alerts.webhook'])
})

test('an email goes out by the mail server that was typed, and its password is in no page afterwards', async ({
  launch,
  sandbox,
  profile,
}) => {
  const receivers = await openAlertReceivers()
  const folder = await mkdtemp(join(tmpdir(), 'gazelle-keeper-heaps-'))
  try {
    const app = await launch()
    await bringToken(await connect(app, sandbox), sandbox)
    const setup = await openSection(app)
    const { page } = setup
    await page.reload()
    const email = target(page, 'Email')
    const password = receivers.variables['GAZELLE_ALERT_SMTP_PASSWORD'] ?? ''
    await email.getByText('Set up email').click()
    await typeInto(page, 'Recipients', 'owner@example.test, office@example.test')
    await typeInto(page, 'Mail server', receivers.variables['GAZELLE_ALERT_SMTP_URL'] ?? '')
    await typeInto(page, 'User name', 'keeper@example.test')
    await typeInto(page, 'Password', password)
    await page.keyboard.press('Enter')
    await expect(email.locator('dl')).toContainText('owner@example.test, office@example.test')
    await press(email, 'Send a test alert')
    await expect(email).toContainText('The server accepted the test alert')
    expect(receivers.mails.map(({ subject }) => subject)).toEqual([expect.stringContaining('test alert')])
    expect(receivers.mails[0]?.from?.value[0]?.address).toBe('keeper@example.test')
    const places = {
      heap: Object.values(await heapsOf(app.electron, folder)),
      files: (await filesOf(profile)).map((file) => readFileSync(file)),
      snapshot: [Buffer.from(JSON.stringify(await setup.snapshot()))],
      output: [Buffer.from(app.output)],
    }
    expect(Object.entries(places).flatMap(([place, contents]) => foundIn(place, contents, { password }))).toEqual([])
  } finally {
    await receivers.close()
    await rm(folder, { recursive: true, force: true })
  }
})

test('an address that is none is not taken, and stays in the clipboard', async ({ launch, sandbox }) => {
  const app = await launch()
  const connected = await connect(app, sandbox)
  await connected.page.reload()
  const setup = await openSection(app)
  await setup.copy('something else entirely')
  await press(target(setup.page, 'Slack'), 'Paste the address')
  await expect(target(setup.page, 'Slack')).toContainText('The clipboard does not contain an address')
  expect(await setup.clipboard()).toBe('something else entirely')
  expect((await setup.snapshot()).setup.alerts.targets.slack.given).toEqual([])
})
