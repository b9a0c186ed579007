import type { Clock } from '../base/clock.ts'
import { isPassing, type KeeperState } from '../keeper/state.ts'
import { type Alert, isCertain, isUrgent } from './policy.ts'
import { type AlertMessage, type AlertWords, type Delivery, failed, type RemoteChannel } from './remote-channel.ts'
import type { SharedMemory } from './shared-memory.ts'
import { type Claim, planFor, settled } from './shared-policy.ts'

/** What an alert is about, for those who put it into words. */
export interface AlertTopic {
  readonly state: KeeperState
  /** The company whose token it is, fit to be shown; null if Gazelle has never told. */
  readonly company: string | null
  /** Milliseconds since 1970 by the trusted clock. */
  readonly now: number
}

export interface SharedTellerOptions {
  readonly channels: readonly RemoteChannel[]
  readonly memory: SharedMemory
  /** The trusted clock. */
  readonly clock: Pick<Clock, 'now'>
  /** Puts an alert into words, in the language of the row's owner. */
  readonly words: (alert: Alert, topic: AlertTopic) => Promise<AlertWords>
}

/** An alert, and what became of it on one channel. */
export interface Telling {
  readonly channel: RemoteChannel
  readonly alert: Alert
  readonly delivery: Delivery
}

export interface Tellings {
  readonly tellings: readonly Telling[]
  /** When something is to be tried again (milliseconds since 1970); null if nothing is. */
  readonly againAt: number | null
}

/** How long a check that is over still writes down what has arrived, in milliseconds. */
const lastWordMilliseconds = 3_000

const nothing: Tellings = { tellings: [], againAt: null }

/**
 * Tells the alerts of a row through remote channels, each once for all keepers of the row: a keeper claims an alert in the shared
 * memory, tells it, and writes down that it was told. Call `tell` with each state, and not again before it has ended.
 */
export class SharedTeller {
  readonly #options: SharedTellerOptions

  constructor(options: SharedTellerOptions) {
    this.#options = options
  }

  /** Tells what is due for this state, all channels at once. Never rejects. After the signal's abort nothing more is begun. */
  async tell(state: KeeperState, signal?: AbortSignal): Promise<Tellings> {
    const { channels, memory, clock } = this.#options
    // An uncertain state proves nothing.
    if (channels.length === 0 || !isCertain(state) || signal?.aborted) return nothing
    const { keeper } = memory
    const asksRow = !(state.problem?.at === 'store' && isPassing(state.problem))
    const onlooker = { state, keeper, channels: channels.map(({ name }) => name), newId: () => crypto.randomUUID() }
    const plan = await memory.update(
      (told) => {
        const made = planFor(told, { ...onlooker, now: clock.now() })
        return { next: made.next, result: made }
      },
      { asksRow, signal },
    )
    if (plan === null || signal?.aborted) return nothing
    const { company } = plan.next
    const ended = await Promise.all(
      plan.claims.map(async (claim) => ({ claim, delivery: await this.#deliver(claim, state, company, signal) })),
    )
    // A claim that was given up runs out by itself; what did arrive is written down all the same, or it would be told again.
    const isOver = signal?.aborted === true
    const tellings = isOver ? ended.filter(({ delivery }) => delivery.isDelivered) : ended
    if (tellings.length === 0) return { tellings: [], againAt: plan.againAt }
    const retries = await memory.update(
      (told) => {
        const next = tellings.reduce(
          (all, { claim, delivery }) => settled(all, claim, delivery, keeper, clock.now()),
          told,
        )
        const waits = tellings.flatMap(({ claim }) => next.channels[claim.channel]?.attempt?.notBefore ?? [])
        return { next, result: waits }
      },
      { asksRow, signal: isOver ? AbortSignal.timeout(lastWordMilliseconds) : signal },
    )
    const waits = [...(retries ?? []), ...(plan.againAt === null ? [] : [plan.againAt])]
    return {
      tellings: tellings.flatMap(({ claim, delivery }) => {
        const channel = channels.find(({ name }) => name === claim.channel)
        return channel === undefined ? [] : [{ channel, alert: claim.alert, delivery }]
      }),
      againAt: waits.length === 0 ? null : Math.min(...waits),
    }
  }

  async #deliver(
    { channel: name, alert, id }: Claim,
    state: KeeperState,
    company: string | null,
    signal: AbortSignal | undefined,
  ): Promise<Delivery> {
    const { channels, clock, words } = this.#options
    const at = clock.now()
    try {
      const said = await words(alert, { state, company, now: at })
      const message: AlertMessage = { ...said, id, kind: alert.kind, isUrgent: isUrgent(alert), company, at }
      return (
        (await channels.find((channel) => channel.name === name)?.deliver(message, signal)) ?? failed('rejected', null)
      )
    } catch (error) {
      // A mistake of ours must not stop the keeper.
      return failed('not-understood', error instanceof Error ? error.name : null)
    }
  }
}
