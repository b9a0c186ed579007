import { randomBytes, randomUUID } from 'node:crypto'
import { simpleParser } from 'mailparser'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AlertMessage, RemoteChannel } from '../remote-channel.ts'
import { discord } from './discord.ts'
import { ntfy } from './ntfy.ts'
import { ping } from './ping.ts'
import { openReceiver, type Received, type Receiver } from './receiver-fixture.ts'
import { slack } from './slack.ts'
import { teams } from './teams.ts'
import { webhook, webhookKey } from './webhook.ts'

const network = { fetch: globalThis.fetch, userAgent: 'gazelle-keeper/test' }
/** What is in the address of a channel, and must be nowhere else. */
const secretPart = randomBytes(18).toString('hex')
const webhookSecret = `whsec_${randomBytes(32).toString('base64')}`

const message: AlertMessage = {
  id: `msg_${randomUUID()}`,
  kind: 'sign-in',
  isUrgent: true,
  company: 'Café Piano & Fils',
  title: 'Café Piano & Fils: sign in',
  paragraphs: ['Gazelle no longer accepts the token.', 'Open Gazelle Keeper (gazelle-keeper://sign-in).'],
  at: Date.UTC(2026, 2, 1, 12),
}

const makers: Record<string, (url: string) => RemoteChannel> = {
  slack: (url) => slack(url, network),
  teams: (url) => teams(url, network),
  discord: (url) => discord(url, network),
  ntfy: (url) => ntfy(url, null, network),
  webhook: (url) => webhook(url, webhookKey(webhookSecret) ?? Buffer.of(), network),
}

let receiver: Receiver
beforeEach(async () => {
  receiver = await openReceiver()
})
afterEach(() => receiver.close())

const addressOf = (kind: string) => `${receiver.url}${kind === 'ntfy' ? '' : '/services'}/${secretPart}`

/** The channel of this kind at the receiver; `more` makes it another destination. */
function channelOf(kind: string, more = ''): RemoteChannel {
  const make = makers[kind]
  if (make === undefined) throw new Error(`There is no channel ${kind}.`)
  return make(`${addressOf(kind)}${more}`)
}

/** Delivers the message, and gives the one request that came of it. */
async function delivered(channel: RemoteChannel, sent = message) {
  expect(await channel.deliver(sent)).toMatchObject({ isDelivered: true, code: '200' })
  const [request, ...more] = receiver.received
  expect(more).toEqual([])
  if (request === undefined) throw new Error('Nothing was received.')
  expect(request.headers['user-agent']).toBe(network.userAgent)
  return { ...request, json: JSON.parse(request.body) }
}

describe('the message', () => {
  it('is blocks of plain text in Slack, and its notification is escaped', async () => {
    const { method, path, headers, json } = await delivered(channelOf('slack'))
    expect([method, path, headers['content-type']]).toEqual(['POST', `/services/${secretPart}`, 'application/json'])
    expect(json).toEqual({
      text: 'Café Piano &amp; Fils: sign in',
      unfurl_links: false,
      unfurl_media: false,
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: message.title, emoji: false } },
        ...message.paragraphs.map((text) => ({ type: 'section', text: { type: 'plain_text', text, emoji: false } })),
      ],
    })
  })

  it('is one Adaptive Card in Teams, whose text is no Markdown', async () => {
    const { method, json } = await delivered(channelOf('teams'))
    expect(method).toBe('POST')
    expect(json).toMatchObject({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          contentUrl: null,
          content: {
            $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
            type: 'AdaptiveCard',
            version: '1.4',
            fallbackText: message.title,
          },
        },
      ],
    })
    const { body } = json.attachments[0].content
    const types = body.flatMap((block: { type: string; inlines: { type: string }[] }) => [
      block.type,
      ...block.inlines.map(({ type }) => type),
    ])
    expect([...new Set(types)]).toEqual(['RichTextBlock', 'TextRun'])
    const texts = body.map((block: { inlines: { text: string }[] }) => block.inlines.map(({ text }) => text).join(''))
    expect(texts).toEqual([message.title, ...message.paragraphs])
  })

  it('mentions nobody in Discord, formats nothing, and is waited for', async () => {
    const title = 'a_b *c* [d](e) @everyone <@1>'
    const { path, json } = await delivered(channelOf('discord'), { ...message, title })
    expect(path).toBe(`/services/${secretPart}?wait=true`)
    expect(json).toEqual({
      content: ['**a\\_b \\*c\\* \\[d\\](e) @everyone \\<@1\\>**', ...message.paragraphs].join('\n\n'),
      allowed_mentions: { parse: [] },
      flags: 4,
    })
  })

  it('is no longer in Discord and Slack than they take', async () => {
    const long = { ...message, title: 'x'.repeat(5000), paragraphs: ['y'.repeat(5000)] }
    const { json } = await delivered(channelOf('discord'), long)
    expect(json.content).toHaveLength(2000)
    receiver.received.length = 0
    const { blocks } = (await delivered(channelOf('slack'), long)).json
    expect(blocks.map((block: { text: { text: string } }) => block.text.text.length)).toEqual([150, 3000])
  })

  it.each([
    ['urgent', true, '4'],
    ['usual', false, '3'],
  ])('is text in an ntfy topic, with a title of its own and %s priority', async (_, isUrgent, priority) => {
    const token = randomBytes(12).toString('hex')
    const title = `${message.title} – ${'à'.repeat(60)}`
    expect(await ntfy(addressOf('ntfy'), token, network).deliver({ ...message, title, isUrgent })).toMatchObject({
      isDelivered: true,
    })
    const [{ method, path, headers, body }] = receiver.received as [Received]
    expect([method, path, body]).toEqual(['POST', `/${secretPart}`, message.paragraphs.join('\n\n')])
    expect(headers).toMatchObject({ authorization: `Bearer ${token}`, priority })
    const words = String(headers['title']).split(' ')
    expect(words.every((word) => word.length <= 75)).toBe(true)
    expect((await simpleParser(`Subject: ${headers['title']}\n\n`)).subject).toBe(title)
  })

  it('is signed for a webhook, as the receivers of Standard Webhooks verify it', async () => {
    const { headers, body } = await delivered(channelOf('webhook'))
    const verifier = new Webhook(webhookSecret)
    expect(headers['webhook-id']).toBe(message.id)
    expect(verifier.verify(body, headers as Record<string, string>)).toEqual({
      type: 'alert.sign-in',
      timestamp: '2026-03-01T12:00:00.000Z',
      data: {
        company: message.company,
        urgent: true,
        title: message.title,
        text: message.paragraphs.join('\n\n'),
      },
    })
    expect(() => verifier.verify(body.replace('urgent', 'Urgent'), headers as Record<string, string>)).toThrow()
    const other = new Webhook(`whsec_${randomBytes(32).toString('base64')}`)
    expect(() => other.verify(body, headers as Record<string, string>)).toThrow()
  })
})

it.each(['', 'secret', randomBytes(32).toString('base64'), `whsec_${randomBytes(8).toString('base64')}`, 'whsec_é'])(
  'a webhook takes no key such as "%s"',
  (secret) => expect(webhookKey(secret)).toBeNull(),
)

describe.each(Object.keys(makers))('%s', (kind) => {
  const open = () => channelOf(kind)

  it('has a name that is the same everywhere, differs by destination, and tells nothing of it', () => {
    expect(open().name).toMatch(new RegExp(`^${kind} [0-9a-f]{8}$`))
    expect(open().name).toBe(open().name)
    expect(channelOf(kind, 'x').name).not.toBe(open().name)
  })

  it.each([
    [404, 'rejected'],
    [403, 'rejected'],
    [410, 'rejected'],
    [429, 'busy'],
    [500, 'busy'],
    [503, 'busy'],
  ])('tells of status %d without the answer’s text', async (status, why) => {
    receiver.answer = (response) => response.writeHead(status, { 'retry-after': '7' }).end(`no: ${secretPart}`)
    const code = String(status)
    expect(await open().deliver(message)).toEqual({ isDelivered: false, why, code, retryAfterSeconds: 7 })
  })

  it.each(['/elsewhere', 'https://elsewhere.example/', 'http://127.0.0.1:9/'])(
    'follows no redirect to %s',
    async (location) => {
      receiver.answer = (response) => response.writeHead(307, { location }).end()
      expect(await open().deliver(message)).toMatchObject({ isDelivered: false, why: 'redirected', code: '307' })
      expect(receiver.received).toHaveLength(1)
    },
  )

  it('knows a redirect that the network layer of the app refuses by itself', async () => {
    const fetch = () => Promise.reject(new Error('Redirect was cancelled'))
    const refused = await slack(addressOf('slack'), { ...network, fetch }).deliver(message)
    expect(refused).toEqual({ isDelivered: false, why: 'redirected', code: null, retryAfterSeconds: null })
  })

  it('reads no more than 64 KiB of an answer that has no end', async () => {
    let written = 0
    let closed: () => void = () => undefined
    const isClosed = new Promise<void>((resolve) => {
      closed = resolve
    })
    receiver.answer = (response) => {
      const flood = () => {
        while (!response.destroyed && response.write('x'.repeat(16 * 1024))) written += 16 * 1024
      }
      response.writeHead(500).on('drain', flood).on('close', closed)
      flood()
    }
    expect(await open().deliver(message)).toMatchObject({ isDelivered: false, why: 'busy', code: '500' })
    await isClosed
    // What the system’s buffers hold on both sides comes on top.
    expect(written).toBeLessThan(32 * 1024 * 1024)
  })

  it('gives up on a server that never answers, when its time is over', async () => {
    receiver.answer = () => undefined
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
      expect(milliseconds).toBeLessThanOrEqual(15_000)
      return AbortSignal.abort(new DOMException('', 'TimeoutError'))
    })
    expect(await open().deliver(message)).toMatchObject({ isDelivered: false, why: 'silent' })
    vi.restoreAllMocks()
  })

  it('gives up when it is told to', async () => {
    const stop = new AbortController()
    receiver.answer = () => stop.abort()
    expect(await open().deliver(message, stop.signal)).toMatchObject({ isDelivered: false, why: 'silent' })
  })

  it('tells that nobody answers at the address', async () => {
    const channel = open()
    await receiver.close()
    const delivery = await channel.deliver(message)
    receiver = await openReceiver()
    expect(delivery).toMatchObject({ isDelivered: false, why: 'unreachable', code: 'ECONNREFUSED' })
  })

  it('tells what is wrong without its address', async () => {
    receiver.answer = (response) => response.destroy()
    expect(JSON.stringify(await open().deliver(message))).not.toContain(secretPart)
  })

  it('is asked for nothing without encryption on another computer', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>()
    const channel = slack('http://hooks.example/services/x', { ...network, fetch })
    expect(await channel.deliver(message)).toMatchObject({ isDelivered: false })
    expect(fetch).not.toHaveBeenCalled()
  })
})

describe('the vendor’s own word', () => {
  it.each([
    ['slack', 404, 'no_service', 'no_service'],
    ['slack', 400, `invalid_${secretPart}`, '400'],
    ['discord', 404, '{"message": "Unknown Webhook", "code": 10015}', '10015'],
    ['ntfy', 403, '{"code":40301,"http":403,"error":"forbidden","link":"https://ntfy.sh/docs"}', '40301'],
    ['webhook', 404, '{"code":40301}', '404'],
  ])('of %s, status %d: %s', async (kind, status, body, code) => {
    receiver.answer = (response) => response.writeHead(status).end(body)
    expect(await channelOf(kind).deliver(message)).toMatchObject({ isDelivered: false, code })
  })
})

describe('a ping', () => {
  it('goes to the address, and a failure to the same address with /fail', async () => {
    const monitor = ping(`${receiver.url}/${secretPart}?a=b`, network)
    expect(await monitor.send(true)).toMatchObject({ isDelivered: true, code: '200' })
    expect(await monitor.send(false)).toMatchObject({ isDelivered: true })
    expect(receiver.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /${secretPart}?a=b`,
      `GET /${secretPart}/fail?a=b`,
    ])
  })

  it.each(['not found', 'rate limited'])('did not arrive if healthchecks.io says OK (%s)', async (word) => {
    receiver.answer = (response) => response.end(`OK (${word})`)
    const delivery = await ping(`${receiver.url}/${secretPart}`, network).send(true)
    expect(delivery).toMatchObject({ isDelivered: false, why: 'rejected', code: word })
  })
})
