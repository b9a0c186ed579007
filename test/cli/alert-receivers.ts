import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { openReceiver, type Receiver } from '../../src/core/alerts/remote/receiver-fixture.ts'

/** Servers on this computer in the place of every channel's. */
export interface AlertReceivers {
  /** Gets what goes over HTTP: each channel has a path of its own. */
  readonly http: Receiver
  readonly mails: ParsedMail[]
  /** The variables that send alerts to all of them. */
  readonly variables: Readonly<Record<string, string>>
  /** What is in the variables, and must be nowhere else. */
  readonly secrets: readonly string[]
  /** The requests of a channel. */
  of(channel: string): Receiver['received']
  close(): Promise<void>
}

const canary = () => `canary${randomBytes(15).toString('hex')}`

export async function openAlertReceivers(): Promise<AlertReceivers> {
  const http = await openReceiver()
  const mails: ParsedMail[] = []
  const password = canary()
  const smtp = new SMTPServer({
    allowInsecureAuth: true,
    logger: false,
    onAuth: ({ username, password: given }, _session, done) =>
      done(given === password ? null : new Error(`Invalid: ${given}`), { user: username }),
    async onData(stream, _session, done) {
      mails.push(await simpleParser(stream))
      done()
    },
  })
  smtp.on('error', () => undefined)
  const listening = smtp.listen(0, '127.0.0.1')
  await once(listening, 'listening')

  const paths: Record<string, string> = {}
  const addressOf = (channel: string) => {
    const secret = canary()
    paths[channel] = secret
    return `${http.url}/${channel}/${secret}`
  }
  const [token, key] = [canary(), randomBytes(32).toString('base64')]
  const variables = {
    GAZELLE_ALERT_EMAIL_TO: 'owner@example.test, office@example.test',
    GAZELLE_ALERT_SMTP_URL: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    GAZELLE_ALERT_SMTP_USER: 'keeper@example.test',
    GAZELLE_ALERT_SMTP_PASSWORD: password,
    GAZELLE_ALERT_SLACK: addressOf('slack'),
    GAZELLE_ALERT_TEAMS: addressOf('teams'),
    GAZELLE_ALERT_DISCORD: addressOf('discord'),
    GAZELLE_ALERT_NTFY: addressOf('ntfy'),
    GAZELLE_ALERT_NTFY_TOKEN: token,
    GAZELLE_ALERT_WEBHOOK: addressOf('webhook'),
    GAZELLE_ALERT_WEBHOOK_SECRET: `whsec_${key}`,
    GAZELLE_ALERT_PING: addressOf('ping'),
  }
  return {
    http,
    mails,
    variables,
    secrets: [password, token, key, ...Object.values(paths)],
    of: (channel) => http.received.filter(({ path }) => path.startsWith(`/${channel}/`)),
    async close() {
      await http.close()
      await new Promise((resolve) => smtp.close(() => resolve(undefined)))
    },
  }
}

/** What each channel was told so far, as one text for each message; of ntfy the title, too, which is in a header. */
export function textsIn({ mails, http }: AlertReceivers): string[] {
  return [
    ...mails.map(({ subject, text }) => `${subject}\n${text}`),
    ...http.received
      .filter(({ method }) => method === 'POST')
      .map(({ headers, body }) => `${decoded(String(headers['title'] ?? ''))}\n${body}`),
  ]
}

const decoded = (words: string): string =>
  words
    .replaceAll('?= =?', '?==?')
    .replace(/=\?UTF-8\?B\?(.*?)\?=/g, (_, text: string) => Buffer.from(text, 'base64').toString())
