import { type Clock, steadyTime } from '../base/clock.ts'
import type { KeeperState } from '../keeper/state.ts'
import type { AlertMemory, Told } from './alert-memory.ts'
import type { AlertChannel, AlertFate } from './channel.ts'
import { alertFor, isCertain, remindTomorrow } from './policy.ts'

export interface AlertTellerOptions {
  readonly channel: AlertChannel
  /** The channel's own: an alert that one channel has told may still be due in another. */
  readonly memory: AlertMemory
  /** The trusted clock. */
  readonly clock: Clock
  /** Whether the person wants to hear of needs that can still wait. */
  readonly reminds: () => boolean
  /** Whether an urgent need that was told before is told again at each start. */
  readonly repeatsAtStart?: boolean
}

/** The wait before a failed alert is told again, in milliseconds; an arrival at the channel ends it early. */
const againMilliseconds = 15 * 60 * 1000

/** One alert, from the moment it is given to the channel. */
interface Telling {
  readonly subject: string
  fate: 'on its way' | 'shown' | 'failed'
  /** By the steady clock. */
  failedAt: number
  /** What had been told before this alert, and what has been told once it is shown. */
  before: Told
  after: Told
  withdraw: (() => void) | null
}

/**
 * Tells the alerts of `alertFor` through one channel, each once, also across restarts. An alert counts as told once it is shown:
 * a failed one is told again when somebody arrives at the channel, after a while, and at the next start. An alert that is no
 * longer true is withdrawn if the channel can do that.
 */
export class AlertTeller {
  readonly #options: AlertTellerOptions
  #state: KeeperState | null = null
  #current: Telling | null = null
  /** Whether nothing has been told since the start, and all has not been well. */
  #isStart: boolean

  constructor(options: AlertTellerOptions) {
    this.#options = options
    this.#isStart = options.repeatsAtStart === true
    options.channel.onArrival?.(() => this.#tellAgain())
  }

  /**
   * Tells the alert of this state, if any. Call it with every state, and with null while nobody has to be told anything: then
   * nothing is told and nothing withdrawn.
   */
  consider(state: KeeperState | null): void {
    this.#state = state
    // An uncertain state does not prove an alert wrong.
    if (state === null || !isCertain(state)) return
    const { memory, clock, reminds } = this.#options
    const options = { reminds: reminds(), isStart: this.#isStart }
    const { alert, subject, told } = alertFor(state, memory.told, clock.now(), options)
    const current = this.#current
    if (current !== null && current.subject !== subject && isWaitedFor(current)) return
    if (alert === null || subject === null) {
      memory.told = told
      if (told.needs.length > 0) return
      this.#isStart = false
      this.#giveUp()
      return
    }
    // Remember the beginning of the trouble even if it is not told yet.
    if (alert.kind !== 'solved') memory.told = { ...memory.told, troubleSince: told.troubleSince }
    if (current?.subject === subject) {
      current.before = memory.told
      current.after = told
      if (current.fate === 'on its way') return
      if (current.fate === 'failed' && steadyTime(clock) - current.failedAt < againMilliseconds) return
    }
    this.#giveUp()
    const before = memory.told
    const telling: Telling = { subject, fate: 'on its way', failedAt: 0, before, after: told, withdraw: () => {} }
    telling.withdraw = this.#options.channel.tell(alert, { subject, state }, (fate) => this.#hear(telling, fate))
    this.#current = telling
  }

  #hear(telling: Telling, fate: AlertFate): void {
    const { memory, clock } = this.#options
    switch (fate) {
      case 'shown':
        telling.fate = 'shown'
        this.#isStart = false
        // Skip this if the memory is another row's by now.
        if (memory.told === telling.before) memory.told = telling.after
        telling.after = memory.told
        break
      case 'failed':
        if (telling.fate === 'shown' && memory.told === telling.after) memory.told = telling.before
        telling.fate = 'failed'
        telling.failedAt = steadyTime(clock)
        break
      case 'postponed':
        memory.told = remindTomorrow(memory.told, clock.now())
        return
    }
    // Alerts that waited for this one may be told now.
    if (telling.withdraw === null) this.consider(this.#state)
  }

  #tellAgain(): void {
    const current = this.#current
    if (current !== null && current.fate !== 'shown' && !isWaitedFor(current)) this.#giveUp()
    this.consider(this.#state)
  }

  #giveUp(): void {
    this.#current?.withdraw?.()
    this.#current = null
  }
}

/** An alert that cannot be withdrawn will arrive, so the next one has to wait for it. */
const isWaitedFor = ({ fate, withdraw }: Telling): boolean => fate === 'on its way' && withdraw === null
