import type { AlertMessage, RemoteChannel } from '../remote-channel.ts'
import { type AlertNetwork, httpChannel, json } from './post.ts'

/** The errors of incoming webhooks, as Slack documents them; the answer is the word alone. */
const words = [
  'action_prohibited',
  'channel_is_archived',
  'channel_not_found',
  'invalid_blocks',
  'invalid_payload',
  'invalid_token',
  'no_active_hooks',
  'no_service',
  'no_service_id',
  'no_team',
  'no_text',
  'posting_to_general_channel_denied',
  'team_disabled',
  'too_many_attachments',
  'user_not_found',
]

/** An incoming webhook of Slack. Takes its address, which is a secret. */
export const slack = (url: string, network: AlertNetwork): RemoteChannel =>
  httpChannel('slack', url, network, (message) => ({ url, method: 'POST', ...json(payload(message)) }), errorWord)

/** `text` is what notifications show; the blocks are the message. Neither is read as markup, and nothing is unfurled. */
function payload({ title, paragraphs }: AlertMessage): unknown {
  return {
    text: escaped(title),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: plain(title, 150) },
      ...paragraphs.map((text) => ({ type: 'section', text: plain(text, 3000) })),
    ],
  }
}

/** Slack refuses a text that is longer. */
const plain = (text: string, longest: number) => ({ type: 'plain_text', text: text.slice(0, longest), emoji: false })

/** The three characters that Slack's own markup is made of. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const errorWord = (text: string): string | null => words.find((word) => word === text.trim()) ?? null
