import { describe, expect, it } from 'vitest'
import { type KeeperState, unknownState } from '../keeper/state.ts'
import { AlertMemories, type AlertMemory } from './alert-memory.ts'
import { AlertTeller } from './alert-teller.ts'
import type { AlertChannel, AlertContext, AlertFate } from './channel.ts'
import type { Alert } from './policy.ts'

const minute = 60_000
const day = 24 * 60 * minute
const start = Date.UTC(2026, 2, 1, 12)

/** Somebody must sign in: there is no token. */
const needy: KeeperState = { ...unknownState, row: 'empty', asksHuman: true, renewsByItself: false, checkedAt: start }
const well: KeeperState = { ...needy, row: 'token', works: true, asksHuman: false }
const signIn: Alert = { kind: 'sign-in', daysLeft: null }
const solved: Alert = { kind: 'solved', isFirst: true }

/** A channel whose answers the test gives. */
class ScriptedChannel implements AlertChannel {
  readonly given: { alert: Alert; context: AlertContext; answer: (fate: AlertFate) => void; isWithdrawn: boolean }[] =
    []
  readonly #withdraws: boolean
  arrive = () => {}

  constructor({ withdraws = true }: { withdraws?: boolean } = {}) {
    this.#withdraws = withdraws
  }

  tell(alert: Alert, context: AlertContext, hear: (fate: AlertFate) => void): (() => void) | null {
    const one = { alert, context, answer: (fate: AlertFate) => one.isWithdrawn || hear(fate), isWithdrawn: false }
    this.given.push(one)
    if (!this.#withdraws) return null
    return () => {
      one.isWithdrawn = true
    }
  }

  onArrival(listener: () => void): void {
    this.arrive = listener
  }

  get alerts(): Alert[] {
    return this.given.map(({ alert }) => alert)
  }

  answer(fate: AlertFate): void {
    const last = this.given.at(-1)
    if (last === undefined) throw new Error('the channel was given no alert')
    last.answer(fate)
  }
}

/** The memories of a row, and a clock that the test moves. */
function world() {
  let memories = new AlertMemories()
  const time = { now: start }
  const clock = { now: () => time.now, steady: () => time.now - start }
  const memoryOf = (name: string): AlertMemory => ({
    get told() {
      return memories.of(name)
    },
    set told(told) {
      memories.set(name, told)
    },
  })
  return {
    pass: (milliseconds: number) => {
      time.now += milliseconds
    },
    /** The memory outlives the process as text. */
    restart: () => {
      memories = new AlertMemories(JSON.parse(JSON.stringify(memories.kept)))
    },
    teller: (name: string, channel: AlertChannel) =>
      new AlertTeller({ channel, memory: memoryOf(name), clock, reminds: () => true }),
  }
}

describe('two channels', () => {
  it('tell each thing once each, by memories of their own, also across restarts', () => {
    const { teller, restart, pass } = world()
    const [desktop, email] = [new ScriptedChannel(), new ScriptedChannel({ withdraws: false })]
    const tellBoth = () => [teller('desktop', desktop), teller('email', email)]
    for (const each of tellBoth()) each.consider(needy)
    desktop.answer('shown')
    email.answer('failed')
    restart()
    const tellers = tellBoth()
    for (const each of tellers) each.consider(needy)
    expect([desktop.alerts, email.alerts]).toEqual([[signIn], [signIn, signIn]])
    email.answer('shown')
    pass(20 * minute)
    for (const each of tellers) each.consider({ ...needy })
    expect([desktop.alerts, email.alerts]).toEqual([[signIn], [signIn, signIn]])
  })

  it('are postponed one by one', () => {
    const { teller, pass } = world()
    const [desktop, email] = [new ScriptedChannel(), new ScriptedChannel()]
    const tellers = [teller('desktop', desktop), teller('email', email)]
    for (const each of tellers) each.consider(needy)
    for (const each of [desktop, email]) each.answer('shown')
    pass(day / 2)
    email.answer('postponed')
    pass(day / 2)
    for (const each of tellers) each.consider({ ...needy })
    expect([desktop.alerts, email.alerts]).toEqual([[signIn, signIn], [signIn]])
  })

  it('say that it is solved to those alone who have heard of it', () => {
    const { teller } = world()
    const [desktop, email] = [new ScriptedChannel(), new ScriptedChannel()]
    const tellers = [teller('desktop', desktop), teller('email', email)]
    for (const each of tellers) each.consider(needy)
    desktop.answer('shown')
    email.answer('failed')
    for (const each of tellers) each.consider(well)
    expect([desktop.alerts, email.alerts]).toEqual([[signIn, solved], [signIn]])
  })
})

describe('an alert that failed', () => {
  it('is told again after a quarter of an hour, and no sooner', () => {
    const { teller, pass } = world()
    const channel = new ScriptedChannel({ withdraws: false })
    const email = teller('email', channel)
    email.consider(needy)
    channel.answer('failed')
    pass(14 * minute)
    email.consider({ ...needy })
    expect(channel.alerts).toHaveLength(1)
    pass(minute)
    email.consider({ ...needy })
    expect(channel.alerts).toHaveLength(2)
  })

  it('is told again at once when somebody comes who takes it, unless nobody has to be told anything', () => {
    const { teller } = world()
    const channel = new ScriptedChannel({ withdraws: false })
    const desktop = teller('desktop', channel)
    desktop.consider(needy)
    channel.answer('failed')
    channel.arrive()
    expect(channel.alerts).toHaveLength(2)
    channel.answer('failed')
    desktop.consider(null)
    channel.arrive()
    expect(channel.alerts).toHaveLength(2)
  })
})

describe('what cannot be withdrawn', () => {
  it('is waited for, and then is what the person was told', () => {
    const { teller } = world()
    const channel = new ScriptedChannel({ withdraws: false })
    const email = teller('email', channel)
    email.consider(needy)
    email.consider(well)
    channel.arrive()
    expect(channel.alerts).toEqual([signIn])
    channel.answer('shown')
    expect(channel.alerts).toEqual([signIn, solved])
  })

  it('is forgotten where it failed and is true no more', () => {
    const { teller } = world()
    const channel = new ScriptedChannel({ withdraws: false })
    const email = teller('email', channel)
    email.consider(needy)
    email.consider(well)
    channel.answer('failed')
    email.consider({ ...well })
    expect(channel.alerts).toEqual([signIn])
  })
})

it('tells the channel what the alert is about', () => {
  const { teller } = world()
  const channel = new ScriptedChannel()
  teller('desktop', channel).consider(needy)
  expect(channel.given.map(({ context }) => context)).toEqual([{ subject: 'sign-in none over', state: needy }])
})
