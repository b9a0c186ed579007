import type { AlertMessage, RemoteChannel } from '../remote-channel.ts'
import { type AlertNetwork, httpChannel, json } from './post.ts'

/**
 * A workflow of Microsoft Teams that starts "When a Teams webhook request is received". Takes its address, which is a secret.
 * Teams answers 202 once the workflow has begun.
 */
export const teams = (url: string, network: AlertNetwork): RemoteChannel =>
  httpChannel('teams', url, network, (message) => ({ url, method: 'POST', ...json(payload(message)) }))

/** One Adaptive Card. Its runs of text are not read as Markdown, as those of a `TextBlock` would be. */
function payload({ title, paragraphs }: AlertMessage): unknown {
  const card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    fallbackText: title,
    body: [run({ text: title, size: 'Large', weight: 'Bolder' }), ...paragraphs.map((text) => run({ text }))],
    msteams: { width: 'Full' },
  }
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card }
  return { type: 'message', attachments: [attachment] }
}

const run = (text: Readonly<Record<string, string>>) => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', ...text }],
})
