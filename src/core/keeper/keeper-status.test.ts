import { describe, expect, it } from 'vitest'
import type { KeeperEvent } from './events.ts'
import { KeeperStatus } from './keeper-status.ts'
import type { Problem } from './state.ts'
import { silentServerClock, TrustedClock } from './trusted-clock.ts'

const down: Problem = { at: 'store', kind: 'unavailable' }
const denied: Problem = { at: 'store', kind: 'write-denied' }

function setUp(gazelleIsAheadSeconds: number | null = null) {
  const clock = { time: Date.UTC(2026, 0, 1), now: () => clock.time }
  const trusted = new TrustedClock(clock, silentServerClock)
  if (gazelleIsAheadSeconds !== null) {
    trusted.hearGazelle({ gazelleTime: clock.time / 1000 + gazelleIsAheadSeconds, tookMilliseconds: 0 })
  }
  const logged: KeeperEvent[] = []
  const status = new KeeperStatus(trusted, {
    jitter: (calls = 0, { initialDelay }) => [initialDelay * 2 ** calls, calls + 1],
    log: (event) => logged.push(event),
  })
  return { clock, status, logged }
}

describe('how things stand', () => {
  it('gives trouble that passes a pause, and a longer one each time until something went well', () => {
    const { clock, status, logged } = setUp()
    const pauses = [false, false, true].map((wentWell) => {
      if (wentWell) status.resetBackoff()
      status.trouble(down)
      expect(status.pause.from).toBe(clock.time)
      expect(status.state.value).toMatchObject({ problem: down, restsUntil: status.pause.until })
      return status.pause.until - clock.time
    })
    expect(pauses).toEqual([5_000, 10_000, 5_000])
    expect(logged).toEqual(Array(3).fill({ what: 'failed', problem: down }))
  })

  it('gives trouble that does not pass no pause, and a quarter of an hour until the next look', () => {
    const { clock, status } = setUp()
    status.trouble(denied)
    expect(status.pause.until).toBe(clock.time)
    expect(status.state.value.restsUntil).toBe(clock.time + 15 * 60_000)
  })

  it('tells since when something stands in the way, whatever it is by now', () => {
    const { clock, status } = setUp()
    const since = clock.time
    status.trouble(down)
    clock.time += 60_000
    status.fail(denied)
    expect(status.state.value).toMatchObject({ problem: denied, troubleSince: since })
  })

  it('tells that the clock is wrong, and by how much', () => {
    const { status, logged } = setUp(3600)
    status.noteClock()
    expect(status.state.value.clockErrorMilliseconds).toBe(-3_600_500)
    expect(logged).toEqual([{ what: 'clock-wrong', byMilliseconds: -3_600_500 }])
  })

  it('goes on where the log cannot be written', () => {
    const full = () => {
      throw new Error('disk full')
    }
    const clock = new TrustedClock({ now: () => 0 }, silentServerClock)
    const status = new KeeperStatus(clock, { log: full })
    status.fail(denied)
    expect(status.state.value.problem).toEqual(denied)
  })
})
