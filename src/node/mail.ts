import { ofTrust } from '../core/alerts/remote/post.ts'
import { type AlertMessage, type Delivery, failed, type RemoteChannel } from '../core/alerts/remote-channel.ts'
import { Interrupted, withDeadline } from '../core/base/deadline.ts'
import { isLoopback } from '../core/base/loopback.ts'
import { isOfCertificate } from '../core/base/network-error.ts'
import { fingerprint } from '../core/token/fingerprint.ts'

/** A mail server, and whom it is given alerts for. */
export interface MailSettings {
  readonly host: string
  readonly port: number
  /** Encrypted from the first byte on; else the server has to offer STARTTLS, unless it is this computer. */
  readonly isSecure: boolean
  /** Null if the server wants no sign-in. */
  readonly user: { readonly name: string; readonly password: string } | null
  readonly from: string
  readonly to: readonly string[]
}

const withinMilliseconds = 20_000
const timeouts = { dnsTimeout: 5_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 10_000 }

/**
 * Email as a channel of alerts: plain text, by nodemailer, which is loaded for the first message. It takes no reply longer than a
 * megabyte.
 */
export function mailChannel(settings: MailSettings): RemoteChannel {
  return {
    kind: 'email',
    name: `email ${fingerprint([...settings.to].sort().join(' '))}`,
    deliver: (message, signal) => deliver(settings, message, signal),
  }
}

async function deliver(settings: MailSettings, message: AlertMessage, signal?: AbortSignal): Promise<Delivery> {
  const { createTransport } = await import('nodemailer')
  const { host, port, isSecure, user } = settings
  const isHere = isLoopback(host.includes(':') ? `[${host}]` : host)
  const transport = createTransport({
    host,
    port,
    secure: isSecure,
    requireTLS: !isSecure && !isHere,
    ignoreTLS: !isSecure && isHere,
    ...(user && { auth: { user: user.name, pass: user.password } }),
    ...timeouts,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const { rejected, response } = await withDeadline(withinMilliseconds, signal, () =>
      transport.sendMail(mailOf(settings, message)),
    )
    return { isDelivered: true, code: codeOf(response) ?? '250', missed: rejected.length }
  } catch (error) {
    return failureOf(error)
  } finally {
    transport.close()
  }
}

function mailOf({ from, to }: MailSettings, { id, title, paragraphs, isUrgent }: AlertMessage) {
  return {
    from,
    to: [...to],
    subject: title,
    text: `${paragraphs.join('\n\n')}\n`,
    // A second copy of the same alert is recognized by this.
    messageId: `<${id}@${from.split('@').at(-1)?.replace(/>$/, '')}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...(isUrgent && { priority: 'high' as const }),
  }
}

/** The reply's text is not passed on: it may quote anything. */
function failureOf(error: unknown): Delivery {
  if (error instanceof Interrupted) return failed('silent', null)
  const { code, originalCode, responseCode } = Object(error)
  const network = [originalCode, code].find((each) => typeof each === 'string') ?? null
  if (code === 'EAUTH') return failed('sign-in', codeOf(responseCode))
  if (code === 'ETIMEDOUT') return failed('silent', null)
  if (code === 'ETLS' || (network !== null && ofTrust.test(network))) return failed('untrusted', network)
  if (isOfCertificate(error)) return failed('untrusted', null)
  if (Number.isInteger(responseCode)) return failed(responseCode < 500 ? 'busy' : 'rejected', codeOf(responseCode))
  if (code === 'EPROTOCOL') return failed('not-understood', null)
  return failed('unreachable', network)
}

/** The reply's number. */
const codeOf = (reply: unknown): string | null => /^\d{3}/.exec(String(reply))?.[0] ?? null
