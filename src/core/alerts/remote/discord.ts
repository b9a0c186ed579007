import type { AlertMessage, RemoteChannel } from '../remote-channel.ts'
import { type AlertNetwork, codeInJson, httpChannel, json } from './post.ts'

/** The longest message that Discord takes. */
const longest = 2000
/** Discord's flag of a message that shows no previews of links. */
const suppressEmbeds = 4

/** A webhook of Discord. Takes its address, which is a secret. Discord is asked to answer when the message stands. */
export function discord(url: string, network: AlertNetwork): RemoteChannel {
  const address = new URL(url)
  address.searchParams.set('wait', 'true')
  return httpChannel(
    'discord',
    url,
    network,
    (message) => ({ url: address.href, method: 'POST', ...json(payload(message)) }),
    // A message that stands has no such code.
    (text) => (/"id"\s*:/.test(text) ? null : codeInJson(text)),
  )
}

/** Mentions nobody, whatever a text says. */
function payload({ title, paragraphs }: AlertMessage): unknown {
  const text = [`**${escaped(title)}**`, ...paragraphs.map(escaped)].join('\n\n')
  return { content: text.slice(0, longest), allowed_mentions: { parse: [] }, flags: suppressEmbeds }
}

/** What Discord would read as Markdown. */
const escaped = (text: string): string => text.replace(/[\\*_~|`<>[\]]/g, '\\$&')
