import type { SpokenReport } from '../node/alerts/spoken.ts'
import type { AlertSettings } from './alert-settings.ts'
import type { CheckAnswer, CheckReport } from './check-once.ts'
import type { Host } from './voice.ts'

/** What a host says of a check, as one line of JSON: nothing of any token. */
export interface Answer extends CheckReport {
  /** What was sent to the channels for alerts, or could not be; left out where none is set up. */
  readonly alerts?: readonly SpokenReport[]
  /** What is wrong with the alerts, in sentences; left out where nothing is. */
  readonly faults?: readonly string[]
}

const shutPorts: readonly (number | null)[] = [25, 587]
const shutPortSentence =
  'Supabase lets no function connect to ports 25 and 587: GAZELLE_ALERT_SMTP_URL should begin with smtps:// (port 465).'

/** The answer, once everything is told. `settings`: null if no channel is set up. */
export async function answerOf(
  { report, spoken }: CheckAnswer,
  settings: Pick<AlertSettings, 'faults' | 'mailPort'> | null,
  host: Host,
): Promise<Answer> {
  const alerts = await spoken
  const faults = [...(settings?.faults ?? [])]
  const isShut = host === 'function' && shutPorts.includes(settings?.mailPort ?? null)
  if (isShut && alerts?.some(hadNoConnection)) faults.push(shutPortSentence)
  return { ...report, ...(alerts !== null && { alerts }), ...(faults.length > 0 && { faults }) }
}

const hadNoConnection = ({ channel, why }: SpokenReport): boolean =>
  channel === 'email' && (why === 'silent' || why === 'unreachable')

/** What a person reads of it in the host's log: what is in the way, and what could not be told. */
export function complaintsOf({ result, problem, alerts = [], faults = [] }: Answer): string[] {
  return [
    ...(problem === null ? [] : [`${result} (${problem})`]),
    ...alerts.flatMap(({ channel, why, code }) =>
      why === null ? [] : [`alert by ${channel}: ${why}${code === null ? '' : ` (${code})`}`],
    ),
    ...faults,
  ]
}
