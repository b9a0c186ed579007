import type { AlertMessage, Delivery } from '../../core/alerts/remote-channel.ts'
import { readShared } from '../../core/alerts/shared-told.ts'
import { projectAndRow } from '../../core/supabase/connection.ts'
import { createSupabaseStores } from '../../core/supabase/stores.ts'
import { type Spoken, spokenReport } from '../../node/alerts/spoken.ts'
import { systemClock } from '../../node/system-clock.ts'
import { testWords } from '../../shared/alert-wording.ts'
import { spokenSentence, tellFaults } from '../alerts/report.ts'
import { alertSettingsOf } from '../alerts/voice.ts'
import type { CommandContext } from '../command-context.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import { answerFailure } from '../failure.ts'
import { openMemory } from '../memory.ts'
import { userAgent } from '../version.ts'

/** Sends a test alert to each channel that is configured, and says what each answered. */
export async function alerts(call: CommandContext, { action }: { readonly action: string | null }): Promise<ExitCode> {
  const { output, say, command, language } = call
  if (action !== 'test')
    return answerFailure(call, exitCodes.usage, say('alerts.which'), { kind: 'alerts.unknown-action' })
  const configuration = await call.configuration()
  const settings = alertSettingsOf(configuration, language)
  tellFaults(call, settings)
  const { channels, ping, faults } = settings
  if (channels.length === 0 && ping === null && faults.length === 0)
    return answerFailure(call, exitCodes.configuration, say('alerts.none'), { kind: 'alerts.none' })

  const company = await companyOf(call, configuration)
  const words = testWords(company, settings.language)
  const at = Date.now()
  const message = (): AlertMessage => ({
    ...words,
    id: crypto.randomUUID(),
    kind: 'test',
    isUrgent: false,
    company,
    at,
  })
  const tried = [
    ...channels.map(async (channel): Promise<Spoken> => {
      return { channel: channel.kind, alert: 'test', delivery: await channel.deliver(message()) }
    }),
    ...(ping === null
      ? []
      : [ping.monitor.send(true).then((delivery): Spoken => ({ channel: 'ping', alert: null, delivery }))]),
  ]
  const spoken = await Promise.all(
    tried.map(async (trying) => {
      const one = await trying
      const isFine = one.delivery.isDelivered && one.delivery.missed === 0
      const sign = output.colour(isFine ? 'green' : 'red', isFine ? '✓' : '✗')
      const text = `${sign} ${spokenSentence(one, say)}`
      if (isFine) output.line(text, 2)
      else output.complaint(text, 2)
      return one
    }),
  )
  const exitCode = faults.length > 0 ? exitCodes.configuration : worst(spoken.map(({ delivery }) => delivery))
  const sentence = say(exitCode === exitCodes.fine ? 'alerts.tested' : 'alerts.not-all')
  if (exitCode === exitCodes.fine) output.line(sentence)
  else output.complaint(sentence)
  output.report({ version: 1, command, exitCode, message: sentence, alerts: spoken.map(spokenReport) })
  return exitCode
}

/** What may pass by itself; anything else is for a person to correct. */
const passing: readonly (Delivery & { isDelivered: false })['why'][] = ['unreachable', 'silent', 'busy']

function worst(deliveries: readonly Delivery[]): ExitCode {
  const codes = deliveries.map((delivery) => {
    if (delivery.isDelivered) return delivery.missed === 0 ? exitCodes.fine : exitCodes.configuration
    return passing.includes(delivery.why) ? exitCodes.passingFault : exitCodes.configuration
  })
  return [exitCodes.configuration, exitCodes.passingFault].find((code) => codes.includes(code)) ?? exitCodes.fine
}

/** The company's name, where keepers have left it; null if it cannot be had. */
async function companyOf(call: CommandContext, { connection }: Configuration): Promise<string | null> {
  const { sessionStorage } = openMemory(connection, call)
  const session = sessionStorage === undefined ? {} : { sessionStorage }
  const network = { fetch: globalThis.fetch, userAgent, clock: systemClock }
  const { alerts: row } = createSupabaseStores({ ...network, ...session, ...projectAndRow(connection) })
  return readShared((await row.read().catch(() => null))?.value).company
}
