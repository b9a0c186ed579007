import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AlertFlaw, AlertValues } from '../../core/alerts/alert-fields.ts'
import { openReceiver, type Receiver } from '../../core/alerts/remote/receiver-fixture.ts'
import { Observed } from '../../core/base/observed.ts'
import type { PastedAlertField } from '../../shared/ipc-fields.ts'
import type { ConnectionParts } from '../connection/connection.ts'
import { AlertsControl } from './alerts.ts'

let receiver: Receiver
beforeEach(async () => {
  receiver = await openReceiver()
})
afterEach(() => receiver.close())

const hook = 'https://hooks.example/secret-path'
const secret = () => `whsec_${randomBytes(32).toString('base64')}`

function setUp(alerts: AlertValues = {}) {
  const chosen = {
    parts: new Observed({ alerts } as ConnectionParts),
    change: (change: Partial<ConnectionParts>) => chosen.parts.set({ ...chosen.parts.value, ...change }),
  }
  const cleared: string[] = []
  const clipboard = { text: '', read: async () => clipboard.text, clearSoon: (text: string) => void cleared.push(text) }
  const control = new AlertsControl({
    chosen,
    clipboard,
    network: { fetch: globalThis.fetch, userAgent: 'gazelle-keeper/test' },
    testWords: () => ({ title: 'A test', paragraphs: ['Nothing to do.'], company: 'Café Piano' }),
    now: () => 7,
  })
  const paste = async (field: PastedAlertField, text: string) => {
    clipboard.text = text
    await control.paste(field)
  }
  return { chosen, control, cleared, paste }
}

describe('a pasted field', () => {
  it.each<[PastedAlertField, string, AlertFlaw]>([
    ['slack.address', '', 'not-a-url'],
    ['slack.address', 'hooks.example/x', 'not-a-url'],
    ['teams.address', 'http://hooks.example/x', 'not-https'],
    ['discord.address', 'https://hooks.\nexample/x', 'not-a-url'],
    ['ntfy.address', 'https://ntfy.example/', 'not-a-topic'],
    ['webhook.secret', 'whsec_short', 'not-a-webhook-secret'],
    ['ping.address', 'some text of somebody', 'not-a-url'],
  ])('of %s that cannot be right is not taken, and it is said: %j', async (field, text, flaw) => {
    const before: AlertValues = field === 'webhook.secret' ? { 'webhook.address': hook } : {}
    const { chosen, control, cleared, paste } = setUp(before)
    await paste(field, text)
    expect(control.state.value.refused).toEqual({ field, flaw })
    expect([chosen.parts.value.alerts, cleared]).toEqual([before, []])
    await paste('slack.address', hook)
    expect(control.state.value.refused).toBeNull()
  })

  it('is not taken where it is longer than any address', async () => {
    const { control, paste } = setUp()
    await paste('discord.address', `https://hooks.example/${'x'.repeat(2000)}`)
    expect(control.state.value.refused).toEqual({ field: 'discord.address', flaw: 'not-a-url' })
  })

  it('is taken, cleared from the clipboard, and shown by its host alone', async () => {
    const { chosen, control, cleared, paste } = setUp()
    await paste('slack.address', ` ${hook}\n`)
    expect(chosen.parts.value.alerts).toEqual({ 'slack.address': hook })
    expect(cleared).toEqual([` ${hook}\n`])
    expect(control.state.value.targets.slack).toMatchObject({ given: ['slack.address'], host: 'hooks.example' })
    expect(JSON.stringify(control.state.value)).not.toContain('secret-path')
  })

  it('replaces nothing: what is given is removed first', async () => {
    const { chosen, cleared, paste } = setUp({ 'slack.address': hook })
    await paste('slack.address', 'https://evil.example/x')
    expect([chosen.parts.value.alerts, cleared]).toEqual([{ 'slack.address': hook }, []])
  })

  it('may come before its secret, without which no alert goes there', async () => {
    const { control, paste } = setUp()
    await paste('webhook.address', hook)
    const missing = { field: 'webhook.secret', flaw: 'missing' }
    expect(control.state.value).toMatchObject({ refused: null, targets: { webhook: { fault: missing } } })
    expect(control.targets.value.channels).toEqual([])
    const given = secret()
    await paste('webhook.secret', given)
    expect(control.state.value.targets.webhook.fault).toBeNull()
    expect(control.targets.value.channels.map(({ kind }) => kind)).toEqual(['webhook'])
    expect(JSON.stringify(control.state.value)).not.toContain(given)
  })
})

describe('an email', () => {
  const typed = {
    to: 'owner@example.test',
    server: 'mail.example.test',
    user: '',
    password: '',
    from: 'k@example.test',
  }

  it('is shown as it is kept, but for its password', () => {
    const { control } = setUp()
    expect(control.setEmail({ ...typed, user: 'me', password: 'of the server' })).toBe(true)
    const { email, targets } = control.state.value
    const { password: _, ...shown } = { ...typed, server: 'smtp://mail.example.test', user: 'me' }
    expect(email).toEqual(shown)
    expect(targets.email).toMatchObject({ host: 'mail.example.test', fault: null })
    expect(JSON.stringify(control.state.value)).not.toContain('of the server')
  })

  it.each([
    [{ to: 'owner' }, { field: 'email.to', flaw: 'not-an-email' }],
    [{ server: '' }, { field: 'email.server', flaw: 'missing' }],
    [{ user: 'me' }, { field: 'email.password', flaw: 'missing' }],
    [{ from: '' }, { field: 'email.from', flaw: 'missing' }],
  ])('that cannot be right is not taken: %j', (change, refused) => {
    const { chosen, control } = setUp()
    expect(control.setEmail({ ...typed, ...change })).toBe(false)
    expect(control.state.value.refused).toEqual(refused)
    expect(chosen.parts.value.alerts).toEqual({})
  })
})

describe('a test', () => {
  it('reaches the receiver, and its answer is shown', async () => {
    const { control } = setUp({ 'webhook.address': `${receiver.url}/hook`, 'webhook.secret': secret() })
    const testing = control.test('webhook')
    expect(control.state.value.targets.webhook.latest).toEqual({ state: 'sending' })
    await testing
    expect(control.state.value.targets.webhook.latest).toEqual({ state: 'accepted', at: 7, isTest: true, missed: 0 })
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      type: 'alert.test',
      data: { company: 'Café Piano', title: 'A test' },
    })
  })

  it('that fails says why, and not what the server says', async () => {
    receiver.answer = (response) => void response.writeHead(404).end('no such hook: secret-path')
    const { control } = setUp({ 'slack.address': `${receiver.url}/secret-path` })
    await control.test('slack')
    const failed = { state: 'failed', at: 7, isTest: true, why: 'rejected', code: '404' }
    expect(control.state.value.targets.slack.latest).toEqual(failed)
  })

  it('pings a monitor', async () => {
    const { control } = setUp({ 'ping.address': `${receiver.url}/ping` })
    control.tellFailures(true)
    await control.test('ping')
    expect(receiver.received.map(({ path }) => path)).toEqual(['/ping'])
    expect(control.state.value).toMatchObject({
      tellsFailures: true,
      targets: { ping: { latest: { state: 'accepted' } } },
    })
  })

  it('goes nowhere where nothing is set up, and once where two are asked for', async () => {
    const { control } = setUp({ 'slack.address': `${receiver.url}/slack` })
    await Promise.all([control.test('teams'), control.test('slack'), control.test('slack')])
    expect(receiver.received).toHaveLength(1)
    expect(control.state.value.targets.teams.latest).toBeNull()
  })

  it('says nothing of a target that is no longer the one that was tested', async () => {
    const { control } = setUp({ 'slack.address': `${receiver.url}/slack` })
    receiver.answer = (response) => {
      control.forget('slack')
      response.end('ok')
    }
    await control.test('slack')
    expect(control.state.value.targets.slack).toEqual({ given: [], host: null, fault: null, latest: null })
  })
})

it('a target that is removed comes back by undo, and the others stay', async () => {
  const before = { 'slack.address': hook, 'ntfy.address': 'https://ntfy.example/topic', 'ntfy.token': 'tk_of_it' }
  const { chosen, control, paste } = setUp(before)
  const forgotten = control.forget('ntfy')
  expect(chosen.parts.value.alerts).toEqual({ 'slack.address': hook })
  expect(forgotten.isCurrent()).toBe(true)
  await forgotten.putBack()
  expect(chosen.parts.value.alerts).toEqual(before)
  const again = control.forget('ntfy')
  await paste('teams.address', hook)
  expect(again.isCurrent()).toBe(false)
})
