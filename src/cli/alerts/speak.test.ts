import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openReceiver, type Receiver } from '../../core/alerts/remote/receiver-fixture.ts'
import { dead } from '../../core/alerts/shared-fixture.ts'
import { conditionOf } from '../../core/keeper/condition.ts'
import type { KeeperState } from '../../core/keeper/state.ts'
import { speaker } from '../../shared/catalogue/command-line/speaker.ts'
import type { CommandContext } from '../command-context.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Memory } from '../memory.ts'
import type { Work } from '../work.ts'
import { speakAside } from './speak.ts'
import type { Spoken } from './voice.ts'

let receiver: Receiver
const stop = new AbortController()
beforeEach(async () => {
  receiver = await openReceiver()
})
afterEach(() => receiver.close())

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

/** A voice beside a keeper in this state, of which nothing is kept; gives what was spoken, and the complaints. */
async function beside(state: KeeperState) {
  const spoken: Spoken[] = []
  const complaints: string[] = []
  const output = { json: false, complaint: (text: string) => complaints.push(text), line: () => undefined }
  const clock = fastClock()
  const inspection = () => ({ state, condition: conditionOf(state, 0), now: 0 })
  const aside = await speakAside(
    { output, say: speaker('en'), language: 'en' } as unknown as CommandContext,
    {
      source: { kind: 'environment' },
      alerts: { GAZELLE_ALERT_SLACK: `${receiver.url}/slack`, GAZELLE_ALERT_PING: `${receiver.url}/ping` },
    } as unknown as Configuration,
    { inspection, node: { stores: { alerts: null }, keeper: { clock } } } as unknown as Work,
    { place: { in: 'memory' }, seal: { id: randomUUID() } } as unknown as Memory,
    (one) => spoken.push(one),
    stop.signal,
  )
  return { aside, spoken, complaints }
}

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
