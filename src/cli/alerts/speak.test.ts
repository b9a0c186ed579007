import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openReceiver, type Receiver } from '../../core/alerts/remote/receiver-fixture.ts'
import { dead } from '../../core/alerts/shared-fixture.ts'
import { conditionOf } from '../../core/keeper/condition.ts'
import type { KeeperState } from '../../core/keeper/state.ts'
import type { Spoken } from '../../node/alerts/spoken.ts'
import { speaker } from '../../shared/catalogue/command-line/speaker.ts'
import type { CommandContext } from '../command-context.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Memory } from '../memory.ts'
import type { Work } from '../work.ts'
import { speakAfter, speakAside } from './speak.ts'

let receiver: Receiver
const stop = new AbortController()
beforeEach(async () => {
  receiver = await openReceiver()
})
afterEach(() => {
  vi.restoreAllMocks()
  return receiver.close()
})

/** A clock by which a minute passes whenever somebody looks at it: pauses are over as soon as they have begun. */
function fastClock() {
  let time = Date.UTC(2026, 2, 1)
  return {
    now() {
      time += 61_000
      return time
    },
  }
}

/** A command, and its keeper in this state, of which nothing is kept; and the command's complaints. */
function commandOn(state: KeeperState) {
  const complaints: string[] = []
  const output = { json: false, complaint: (text: string) => complaints.push(text), line: () => undefined }
  const clock = fastClock()
  const inspection = () => ({ state, condition: conditionOf(state, 0), now: 0 })
  const whileWaiting = (waiting: Promise<void>) => waiting
  const call = { output, say: speaker('en'), language: 'en', whileWaiting } as unknown as CommandContext
  const configuration = {
    source: { kind: 'environment' },
    alerts: { GAZELLE_ALERT_SLACK: `${receiver.url}/slack`, GAZELLE_ALERT_PING: `${receiver.url}/ping` },
  } as unknown as Configuration
  const work = { inspection, node: { stores: { alerts: null }, keeper: { clock } } } as unknown as Work
  const memory = { place: { in: 'memory' }, seal: { id: randomUUID() } } as unknown as Memory
  return { call, configuration, work, memory, complaints }
}

/** A voice beside a keeper in this state; gives what was spoken, and the complaints. */
async function beside(state: KeeperState) {
  const spoken: Spoken[] = []
  const { call, configuration, work, memory, complaints } = commandOn(state)
  const aside = await speakAside(call, configuration, work, memory, (one) => spoken.push(one), stop.signal)
  return { aside, spoken, complaints }
}

it('a voice after a check holds up its end for half a minute at most', async () => {
  const [patience, endless] = [new AbortController(), new AbortController()]
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((time) => (time === 30_000 ? patience : endless).signal)
  receiver.answer = () => patience.abort()
  const { call, configuration, work, memory, complaints } = commandOn(dead)
  expect(await speakAfter(call, configuration, work, memory, work.inspection(), stop.signal)).toEqual([])
  expect(complaints).toEqual([])
})

describe('a voice beside a keeper that stays', () => {
  it('tries again in between what a channel did not take', async () => {
    receiver.answer = (response) => void response.writeHead(503).end()
    const { aside, spoken, complaints } = await beside(dead)
    aside.hear()
    await expect.poll(() => spoken.length, { timeout: 20_000 }).toBe(1)
    receiver.answer = (response) => void response.end('ok')
    await expect.poll(() => spoken.length, { timeout: 20_000 }).toBe(2)
    expect(spoken.map(({ delivery }) => delivery.isDelivered)).toEqual([false, true])
    expect(complaints).toEqual(['Slack: the server asks to try again later (503).'])
    // A person is needed: that is no good check.
    expect(receiver.received.map(({ path }) => path)).toEqual(['/slack', '/slack'])
  })

  it('says one thing after the other, however often it hears', async () => {
    const answers: (() => void)[] = []
    receiver.answer = (response) => void answers.push(() => response.end('ok'))
    const { aside, spoken } = await beside(dead)
    for (let checks = 0; checks < 5; checks += 1) aside.hear()
    await expect.poll(() => answers.length, { timeout: 20_000 }).toBe(1)
    for (const answer of answers) answer()
    await expect.poll(() => spoken.length, { timeout: 20_000 }).toBe(1)
    aside.hear()
    expect(receiver.received).toHaveLength(1)
  })
})
