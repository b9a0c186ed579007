import type { AlertMessage, RemoteChannel } from '../remote-channel.ts'
import { type AlertNetwork, codeInJson, httpChannel, json } from './post.ts'

/** ntfy's priorities: 3 is the default, 4 makes a phone ring longer. */
const priority = { usual: 3, urgent: 4 } as const

/**
 * A topic of ntfy. Takes its address (`https://ntfy.sh/…`: who knows it can read the alerts), and an access token, or null for a
 * topic that is open. Publishes JSON to the server's root, because titles in a header could not be French.
 */
export function ntfy(url: string, token: string | null, network: AlertNetwork): RemoteChannel {
  const address = new URL(url)
  const parts = address.pathname.split('/').filter((part) => part !== '')
  const topic = parts.pop() ?? ''
  const root = new URL(`/${parts.join('/')}`, address).href
  const signedIn: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
  return httpChannel(
    'ntfy',
    url,
    network,
    (message) => {
      const { headers, body } = json({ topic, ...payload(message) })
      return { url: root, method: 'POST', headers: { ...headers, ...signedIn }, body }
    },
    codeInJson,
  )
}

function payload({ title, paragraphs, isUrgent }: AlertMessage) {
  return { title, message: paragraphs.join('\n\n'), priority: isUrgent ? priority.urgent : priority.usual }
}
