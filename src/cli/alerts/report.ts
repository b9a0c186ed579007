import type { Spoken } from '../../node/alerts/spoken.ts'
import type { Say } from '../../shared/catalogue/command-line/speaker.ts'
import type { CommandContext } from '../command-context.ts'
import { configurationSentence } from '../failure.ts'
import type { AlertSettings } from './settings.ts'

/** What became of a message, in one sentence. */
export function spokenSentence({ channel, alert, delivery }: Spoken, say: Say): string {
  const name = say(`alerts.channel.${channel}`)
  const code = delivery.code === null ? '' : ` (${delivery.code})`
  if (!delivery.isDelivered) return say(`alerts.failed.${delivery.why}`, { channel: name, code })
  if (delivery.missed > 0) return say('alerts.missed', { channel: name, count: delivery.missed })
  return say(alert === null ? 'alerts.pinged' : 'alerts.sent', { channel: name, code })
}

/** Tells the person what was sent, and what could not be. A ping that arrived is not worth a line. */
export function tellSpoken({ output, say }: Pick<CommandContext, 'output' | 'say'>, spoken: readonly Spoken[]): void {
  for (const one of spoken) {
    const sentence = spokenSentence(one, say)
    if (!one.delivery.isDelivered || one.delivery.missed > 0) output.complaint(sentence)
    else if (one.alert !== null) output.line(sentence)
  }
}

/** Tells the person of a mistake of ours, which must stop neither the command nor its keeper. */
export function tellMistake({ output, say }: Pick<CommandContext, 'output' | 'say'>, error: unknown): void {
  output.complaint(say('mistake', { what: error instanceof Error ? error.name : typeof error }))
}

/** Tells the person which variables are wrong, on stderr also in JSON: nobody would miss an alert that never comes. */
export function tellFaults({ output, say }: Pick<CommandContext, 'output' | 'say'>, { faults }: AlertSettings): void {
  for (const fault of faults) {
    const sentence = say('alerts.faulty', { fault: configurationSentence(fault, say) })
    if (output.json) output.aside(sentence)
    else output.complaint(sentence)
  }
}
