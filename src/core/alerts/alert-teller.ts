import { type Clock, steadyTime } from '../base/clock.ts'
import type { KeeperState } from '../keeper/state.ts'
import type { AlertMemory, Told } from './alert-memory.ts'
import type { AlertChannel, AlertFate } from './channel.ts'
import { alertFor, isCertain, remindTomorrow } from './policy.ts'

export interface AlertTellerOptions {
  readonly channel: AlertChannel
  /** The channel's own: what one channel has told, another may still have to tell. */
  readonly memory: AlertMemory
  /** The trusted clock. */
  readonly clock: Clock
  /** Whether the person wants to hear of what can still wait. */
  readonly reminds: () => boolean
}

/** An alert that failed is told again after this time at the earliest, in milliseconds, or when somebody comes who takes it. */
const againMilliseconds = 15 * 60 * 1000

/** One alert, from the moment the channel was given it. */
interface Telling {
  readonly subject: string
  fate: 'on its way' | 'shown' | 'failed'
  /** By the steady clock. */
  failedAt: number
  /** What had been told when it was given, and what has been told once it is shown. */
  before: Told
  after: Told
  withdraw: (() => void) | null
}

/**
 * Tells through one channel what `alertFor` says, each thing once, also across restarts. Told is what was shown: an alert that
 * failed is told again when somebody comes who takes it, after a while, and at the next start. One that is no longer true is
 * withdrawn where the channel can do that.
 */
export class AlertTeller {
  readonly #options: AlertTellerOptions
  #state: KeeperState | null = null
  #current: Telling | null = null

  constructor(options: AlertTellerOptions) {
    this.#options = options
    options.channel.onArrival?.(() => this.#tellAgain())
  }

  /**
   * Tells what there is to tell of this state. Call it with every state, and with null as long as nobody has to be told
   * anything: nothing is told then, and nothing is withdrawn.
   */
  consider(state: KeeperState | null): void {
    this.#state = state
    // While nothing is certain, nothing that was said is wrong.
    if (state === null || !isCertain(state)) return
    const { memory, clock, reminds } = this.#options
    const { alert, subject, told } = alertFor(state, memory.told, clock.now(), { reminds: reminds() })
    const current = this.#current
    if (current !== null && current.subject !== subject && isWaitedFor(current)) return
    if (alert === null || subject === null) {
      memory.told = told
      if (told.needs.length === 0) this.#giveUp()
      return
    }
    // Since when it lasts is known, whether it was told or not.
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
        // Unless it is about another row by now.
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
    // What has waited for it may be told now.
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

/** What cannot be withdrawn arrives, and whatever follows has to come after it. */
const isWaitedFor = ({ fate, withdraw }: Telling): boolean => fate === 'on its way' && withdraw === null
