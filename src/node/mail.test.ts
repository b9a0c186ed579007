import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { AlertMessage } from '../core/alerts/remote-channel.ts'
import { type MailSettings, mailChannel } from './mail.ts'

const password = randomBytes(18).toString('hex')
const user = { name: 'keeper@example.test', password }

const message: AlertMessage = {
  id: randomUUID(),
  kind: 'sign-in',
  isUrgent: true,
  company: 'Café Piano',
  title: 'Café Piano : connectez-vous à Gazelle',
  paragraphs: ['Gazelle n’accepte plus le jeton.', '.Une ligne qui commence par un point'],
  at: Date.UTC(2026, 2, 1, 12),
}

/** A mail as the server got it. */
interface Taken {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: string
}

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const close of closers.splice(0)) await close()
})

/** A mail server that takes mail from the user; `options` may change what it does. Gives what it took, and what it was told. */
async function openMailServer(options: SMTPServerOptions = {}) {
  const mails: Taken[] = []
  const logins: string[] = []
  const server = new SMTPServer({
    // Without encryption on this computer; offered all the same, by a certificate that nobody trusts.
    allowInsecureAuth: true,
    // It would warn of that certificate.
    logger: false,
    onAuth({ username, password: given }, _session, done) {
      logins.push(`${username} ${given}`)
      done(username === user.name && given === password ? null : new Error('Invalid login'), { user: username })
    },
    async onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk)
      const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
      mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString() })
      done()
    },
    ...options,
  })
  server.on('error', () => undefined)
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  closers.push(() => new Promise((resolve) => server.close(() => resolve(undefined))))
  return { mails, logins, port: (listening.address() as AddressInfo).port }
}

/** A server that is none of SMTP's: `onConnection` has each connection. */
async function openRude(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined))
    onConnection(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  return (server.address() as AddressInfo).port
}

const settingsFor = (port: number, changes: Partial<MailSettings> = {}): MailSettings => ({
  host: '127.0.0.1',
  port,
  isSecure: false,
  user,
  from: 'Gazelle Keeper <keeper@example.test>',
  to: ['owner@example.test', 'office@example.test'],
  ...changes,
})

describe('an alert by email', () => {
  it('is plain text to everybody, as the user, and says that a program sent it', async () => {
    const { mails, logins, port } = await openMailServer()
    expect(await mailChannel(settingsFor(port)).deliver(message)).toEqual({
      isDelivered: true,
      code: '250',
      missed: 0,
    })
    expect(logins).toEqual([`${user.name} ${password}`])
    const [mail] = mails
    expect(mail).toMatchObject({ from: 'keeper@example.test', to: ['owner@example.test', 'office@example.test'] })
    const parsed = await simpleParser(mail?.raw ?? '')
    expect(parsed.subject).toBe(message.title)
    expect(parsed.text?.trim()).toBe(message.paragraphs.join('\n\n'))
    expect([parsed.html, parsed.attachments]).toEqual([false, []])
    expect(parsed.messageId).toBe(`<${message.id}@example.test>`)
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated')
    expect(parsed.headers.get('priority')).toBe('high')
    expect(mail?.raw).not.toContain(password)
  })

  it('needs no sign-in where the server wants none', async () => {
    const { mails, port } = await openMailServer({ authOptional: true })
    const channel = mailChannel(settingsFor(port, { user: null }))
    expect(await channel.deliver({ ...message, isUrgent: false })).toMatchObject({ isDelivered: true })
    expect(mails).toHaveLength(1)
  })

  it('puts no line of a title in the header', async () => {
    const { mails, port } = await openMailServer()
    await mailChannel(settingsFor(port)).deliver({ ...message, title: 'one\r\nBcc: else@example.test' })
    expect(mails[0]?.to).toHaveLength(2)
    const { headers } = await simpleParser(mails[0]?.raw ?? '')
    expect(headers.has('bcc')).toBe(false)
  })

  it('counts the recipients that the server rejects', async () => {
    const { mails, port } = await openMailServer({
      onRcptTo: ({ address }, _session, done) =>
        done(address.startsWith('office') ? Object.assign(new Error('unknown'), { responseCode: 550 }) : null),
    })
    const delivery = await mailChannel(settingsFor(port)).deliver(message)
    expect(delivery).toMatchObject({ isDelivered: true, missed: 1 })
    expect(mails[0]?.to).toEqual(['owner@example.test'])
  })

  it('is one channel for the same recipients, in whatever order, and names none of them', () => {
    const { name } = mailChannel(settingsFor(25))
    expect(name).toMatch(/^email [0-9a-f]{8}$/)
    expect(mailChannel(settingsFor(26, { to: ['office@example.test', 'owner@example.test'] })).name).toBe(name)
    expect(mailChannel(settingsFor(25, { to: ['owner@example.test'] })).name).not.toBe(name)
  })
})

describe('an email that is not delivered', () => {
  it('was rejected because of the password', async () => {
    const { mails, port } = await openMailServer()
    const settings = settingsFor(port, { user: { ...user, password: `${password}x` } })
    const delivery = await mailChannel(settings).deliver(message)
    expect(delivery).toEqual({ isDelivered: false, why: 'sign-in', code: '535', retryAfterSeconds: null })
    expect(mails).toEqual([])
  })

  it.each([
    [451, 'busy'],
    [554, 'rejected'],
  ])('was answered with %d', async (responseCode, why) => {
    const { port } = await openMailServer({
      onMailFrom: (_address, _session, done) => done(Object.assign(new Error(`no: ${password}`), { responseCode })),
    })
    const delivery = await mailChannel(settingsFor(port)).deliver(message)
    expect(delivery).toEqual({ isDelivered: false, why, code: String(responseCode), retryAfterSeconds: null })
  })

  it.each([
    ['from the first byte on', true],
    ['by STARTTLS', false],
  ])('went to a server that does not prove who it is, %s, and heard no password', async (_, isSecure) => {
    const { mails, logins, port } = await openMailServer({ secure: isSecure })
    // Loopback, but not by a name under which encryption is left out.
    const settings = settingsFor(port, { isSecure, host: '::ffff:127.0.0.1' })
    const delivery = await mailChannel(settings).deliver(message)
    expect(delivery).toMatchObject({ isDelivered: false, why: 'untrusted' })
    expect([mails, logins]).toEqual([[], []])
  })

  it('went to a server that offers no encryption, and heard no password', async () => {
    const { mails, logins, port } = await openMailServer({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] })
    const delivery = await mailChannel(settingsFor(port, { host: '::ffff:127.0.0.1' })).deliver(message)
    expect(delivery).toMatchObject({ isDelivered: false, why: 'untrusted' })
    expect([mails, logins]).toEqual([[], []])
  })

  it('went where nobody answers', async () => {
    const { port } = await openMailServer()
    await closers.pop()?.()
    const delivery = await mailChannel(settingsFor(port)).deliver(message)
    expect(delivery).toMatchObject({ isDelivered: false, why: 'unreachable', code: 'ECONNREFUSED' })
  })

  it('went to a server whose reply has no end', async () => {
    let written = 0
    const port = await openRude((socket) => {
      const flood = () => {
        while (!socket.destroyed && socket.write('220-'.padEnd(16 * 1024, 'x'))) written += 16 * 1024
      }
      socket.on('drain', flood)
      flood()
    })
    const delivery = await mailChannel(settingsFor(port)).deliver(message)
    expect(delivery).toEqual({ isDelivered: false, why: 'not-understood', code: null, retryAfterSeconds: null })
    expect(written).toBeLessThan(32 * 1024 * 1024)
  })

  it.each([
    ['says nothing', () => undefined],
    ['greets and says nothing more', (socket: Socket) => void socket.write('220 mail.example.test\r\n')],
  ])('is given up within twenty seconds if the server %s', async (_, onConnection) => {
    let connected: (value: unknown) => void = () => undefined
    const isConnected = new Promise((resolve) => {
      connected = resolve
    })
    const port = await openRude((socket) => {
      onConnection(socket)
      connected(socket)
    })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const delivering = mailChannel(settingsFor(port)).deliver(message)
    await isConnected
    await vi.advanceTimersByTimeAsync(20_000)
    expect(await delivering).toMatchObject({ isDelivered: false, why: 'silent' })
  })

  it('is given up when the caller has had enough', async () => {
    const stop = new AbortController()
    const port = await openRude(() => stop.abort())
    const delivery = await mailChannel(settingsFor(port)).deliver(message, stop.signal)
    expect(delivery).toMatchObject({ isDelivered: false, why: 'silent' })
  })
})
