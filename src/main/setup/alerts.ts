import {
  type AlertFault,
  type AlertField,
  type AlertTarget,
  type AlertValues,
  alertTargets,
  fieldsOfTarget,
  targetOf,
} from '../../core/alerts/alert-fields.ts'
import type { AlertNetwork } from '../../core/alerts/remote/post.ts'
import { type AlertMessage, type Delivery, failed } from '../../core/alerts/remote-channel.ts'
import { Observed } from '../../core/base/observed.ts'
import { type AlertTargets, alertTargetsOf } from '../../node/alerts/targets.ts'
import type { PastedAlertField } from '../../shared/ipc-fields.ts'
import type { AlertNews, AlertsSetup } from '../../shared/setup.ts'
import type { ChosenConnection } from '../connection/chosen-connection.ts'
import { type TypedEmail, withEmail } from './alert-email.ts'
import { changeParts } from './change-parts.ts'
import type { Forgotten } from './forgotten.ts'
import type { SecretSource } from './secret-source.ts'

export interface AlertsControlOptions {
  readonly chosen: Pick<ChosenConnection, 'parts' | 'change'>
  readonly clipboard: SecretSource
  readonly network: AlertNetwork
  /** The words of a test alert, and the company that they name. */
  readonly testWords: () => Pick<AlertMessage, 'title' | 'paragraphs' | 'company'>
  readonly now: () => number
}

/** A message, and what became of it. */
export interface Spoken {
  readonly target: AlertTarget
  readonly isTest: boolean
  readonly delivery: Delivery
}

/** A text of a clipboard that is longer is no address. */
const longest = 2000

/**
 * Sets up where alerts go beside this computer, and tells what became of them. Input that cannot be right changes nothing, and the
 * state says so.
 */
export class AlertsControl {
  readonly state: Observed<AlertsSetup>
  /** The channels and the monitor. They hold secrets: they stay in main. */
  readonly targets: Observed<AlertTargets>
  readonly #options: AlertsControlOptions
  readonly #news = new Map<AlertTarget, AlertNews>()
  #values: AlertValues
  #refused: AlertFault | null = null

  constructor(options: AlertsControlOptions) {
    this.#options = options
    const { parts } = options.chosen
    this.#values = parts.value.alerts
    this.targets = new Observed(alertTargetsOf(this.#values, options.network))
    this.state = new Observed(this.#setup())
    parts.subscribe(({ alerts }) => this.#follow(alerts))
  }

  /**
   * Takes a field from the clipboard. If it can be right, it is cleared from there after a while: some servers show it only once.
   * What is given already is not replaced: it is removed first, which a person is asked about.
   */
  async paste(field: PastedAlertField): Promise<void> {
    const text = await this.#options.clipboard.read()
    const value = text.trim()
    if (this.#values[field] !== undefined) return
    const values = { ...this.#values, [field]: value }
    const fault = flawOfPasted(field, value) ?? faultIn(values, field, this.#options.network)
    if (fault === null) this.#options.clipboard.clearSoon(text)
    this.#take(values, fault)
  }

  /** Takes the mail server and the recipients as they were typed; gives whether they were taken. */
  setEmail(typed: TypedEmail): boolean {
    const values = withEmail(this.#values, typed)
    const [fault = null] = faultsOf(values, 'email', this.#options.network)
    this.#take(values, fault)
    return fault === null
  }

  /** Sets whether the monitor is told that a person is needed. */
  tellFailures(isWanted: boolean): void {
    if (this.#values['ping.address'] === undefined) return
    this.#take({ ...this.#values, 'ping.failures': isWanted ? 'yes' : 'no' }, null)
  }

  /** Removes a target. */
  forget(target: AlertTarget): Forgotten {
    this.#refused = null
    const fields: readonly string[] = fieldsOfTarget[target]
    const left = Object.fromEntries(Object.entries(this.#values).filter(([field]) => !fields.includes(field)))
    return { ...changeParts(this.#options.chosen, { alerts: left }), finish: async () => undefined }
  }

  /** Sends a test alert to a target, and pings a monitor; what it answered appears in `state`. Never rejects. */
  async test(target: AlertTarget): Promise<void> {
    if (this.#news.get(target)?.state === 'sending') return
    const { channels, ping } = this.targets.value
    const channel = channels.find(({ kind }) => kind === target)
    const deliver =
      target === 'ping'
        ? ping && (() => ping.monitor.send(true))
        : channel && (() => channel.deliver(this.#testMessage()))
    if (!deliver) return
    const sent: AlertNews = { state: 'sending' }
    this.#news.set(target, sent)
    this.#tell()
    // A mistake of ours must not leave it sending for ever.
    const mistake = (error: unknown) => failed('not-understood', error instanceof Error ? error.name : null)
    const delivery = await deliver().catch(mistake)
    // Another address was given meanwhile, or none is left: the answer is not about it.
    if (this.#news.get(target) === sent) this.hear([{ target, isTest: true, delivery }])
  }

  /** Shows what became of messages. */
  hear(spoken: readonly Spoken[]): void {
    for (const { target, isTest, delivery } of spoken) {
      const at = this.#options.now()
      this.#news.set(
        target,
        delivery.isDelivered
          ? { state: 'accepted', at, isTest, missed: delivery.missed }
          : { state: 'failed', at, isTest, why: delivery.why, code: delivery.code },
      )
    }
    if (spoken.length > 0) this.#tell()
  }

  #testMessage(): AlertMessage {
    const { testWords, now } = this.#options
    return { ...testWords(), id: crypto.randomUUID(), kind: 'test', isUrgent: false, at: now() }
  }

  #take(values: AlertValues, fault: AlertFault | null): void {
    this.#refused = fault
    if (fault === null) this.#options.chosen.change({ alerts: values })
    this.#tell()
  }

  #follow(values: AlertValues): void {
    if (JSON.stringify(values) === JSON.stringify(this.#values)) return
    for (const target of alertTargets) {
      const isSame = fieldsOfTarget[target].every((field) => values[field] === this.#values[field])
      if (!isSame) this.#news.delete(target)
    }
    this.#refused = null
    this.#values = values
    this.targets.set(alertTargetsOf(values, this.#options.network))
    this.#tell()
  }

  #tell(): void {
    this.state.set(this.#setup())
  }

  #setup(): AlertsSetup {
    const values = this.#values
    const { faults } = this.targets.value
    const of = (target: AlertTarget): AlertsSetup['targets'][AlertTarget] => ({
      given: fieldsOfTarget[target].filter((field) => values[field] !== undefined),
      host: hostOf(values[target === 'email' ? 'email.server' : (`${target}.address` as const)]),
      fault: faults.find(({ field }) => targetOf(field) === target) ?? null,
      latest: this.#news.get(target) ?? null,
    })
    return {
      targets: Object.fromEntries(alertTargets.map((target) => [target, of(target)])) as AlertsSetup['targets'],
      email: {
        to: values['email.to'] ?? '',
        server: values['email.server'] ?? '',
        user: values['email.user'] ?? '',
        from: values['email.from'] ?? '',
      },
      tellsFailures: values['ping.failures'] === 'yes',
      refused: this.#refused,
    }
  }
}

/** A line break, or a text without end, is in no address and in no key; the parser of addresses would not mind. */
function flawOfPasted(field: PastedAlertField, value: string): AlertFault | null {
  if (value !== '' && value.length <= longest && !/\s/.test(value)) return null
  if (field === 'webhook.secret') return { field, flaw: 'not-a-webhook-secret' }
  return { field, flaw: field === 'ntfy.token' ? 'not-a-key' : 'not-a-url' }
}

/** What is wrong with this field: an address comes before its secret. */
function faultIn(values: AlertValues, field: AlertField, network: AlertNetwork): AlertFault | null {
  const [fault = null] = faultsOf(values, targetOf(field), network)
  return fault?.flaw === 'missing' && field === 'webhook.address' ? null : fault
}

const faultsOf = (values: AlertValues, target: AlertTarget, network: AlertNetwork): readonly AlertFault[] =>
  alertTargetsOf(values, network).faults.filter(({ field }) => targetOf(field) === target)

const hostOf = (address: string | undefined): string | null =>
  address === undefined || !URL.canParse(address) ? null : new URL(address).host
