import { Buffer } from 'node:buffer'
import type { RemoteChannel } from '../remote-channel.ts'
import { type AlertNetwork, codeInJson, httpChannel } from './post.ts'

/** ntfy's priorities: 3 is the default, 4 makes a phone ring longer. */
const priority = { usual: '3', urgent: '4' } as const

/** An encoded word must not be longer than 75 characters (RFC 2047): so many bytes fit. */
const bytesInWord = 45

/**
 * A topic of ntfy. Takes its address (`https://ntfy.sh/…`: who knows it can read the alerts), and an access token, or null for a
 * topic that is open. The message is text, which ntfy does not read as Markdown unless it is asked to.
 */
export const ntfy = (url: string, token: string | null, network: AlertNetwork): RemoteChannel =>
  httpChannel(
    'ntfy',
    url,
    network,
    ({ title, paragraphs, isUrgent }) => ({
      url,
      method: 'POST',
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        title: encodedWords(title),
        priority: isUrgent ? priority.urgent : priority.usual,
        ...(token !== null && { authorization: `Bearer ${token}` }),
      },
      body: paragraphs.join('\n\n'),
    }),
    codeInJson,
  )

/** A text for a header, which takes ASCII alone; ntfy decodes it. */
function encodedWords(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text
  const words = ['']
  for (const character of text) {
    const longer = `${words.at(-1)}${character}`
    if (Buffer.byteLength(longer) <= bytesInWord) words[words.length - 1] = longer
    else words.push(character)
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ')
}
