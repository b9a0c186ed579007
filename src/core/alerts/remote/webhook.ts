import { Buffer } from 'node:buffer'
import { createHmac } from 'node:crypto'
import type { AlertMessage, RemoteChannel } from '../remote-channel.ts'
import { type AlertNetwork, httpChannel, json } from './post.ts'

/** A secret of a webhook: this, and 24 to 64 bytes in Base64. */
const secretForm = /^whsec_([A-Za-z0-9+/]{32,88}={0,2})$/

/** The key in the secret of a webhook; null if it has not the form that Standard Webhooks gives it. */
export function webhookKey(secret: string): Uint8Array | null {
  const [, text] = secretForm.exec(secret) ?? []
  const key = text === undefined ? null : Buffer.from(text, 'base64')
  return key !== null && key.byteLength >= 24 && key.byteLength <= 64 ? key : null
}

/**
 * A webhook of one's own, signed as Standard Webhooks says (https://www.standardwebhooks.com): HMAC-SHA256 over the message's
 * id, the time in seconds since 1970 and the body, joined by dots. Takes the address and the key of `webhookKey`; `now` in
 * milliseconds.
 */
export const webhook = (
  url: string,
  key: Uint8Array,
  network: AlertNetwork,
  now: () => number = Date.now,
): RemoteChannel =>
  httpChannel('webhook', url, network, (message) => {
    const { headers, body } = json(payload(message))
    const timestamp = String(Math.floor(now() / 1000))
    const signature = createHmac('sha256', key).update(`${message.id}.${timestamp}.${body}`).digest('base64')
    return {
      url,
      method: 'POST',
      headers: {
        ...headers,
        'webhook-id': message.id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      },
      body,
    }
  })

function payload({ kind, isUrgent, company, title, paragraphs, at }: AlertMessage): unknown {
  return {
    type: `alert.${kind}`,
    timestamp: new Date(at).toISOString(),
    data: { company, urgent: isUrgent, title, text: paragraphs.join('\n\n') },
  }
}
