import { describe, expect, it } from 'vitest'
import type { KeeperEvent } from './events.ts'
import { Standing } from './standing.ts'
import type { Problem } from './state.ts'
import { silentServerClock, TrustedClock } from './trusted-clock.ts'

const down: Problem = { at: 'supabase', kind: 'unavailable' }
const denied: Problem = { at: 'supabase', kind: 'write-denied' }

function setUp(gazelleIsAheadSeconds: number | null = null) {
  const clock = { time: Date.UTC(2026, 0, 1), now: () => clock.time }
  const trusted = new TrustedClock(clock, silentServerClock)
  if (gazelleIsAheadSeconds !== null) {
    trusted.hearGazelle({ gazelleTime: clock.time / 1000 + gazelleIsAheadSeconds, tookMilliseconds: 0 })
  }
  const logged: KeeperEvent[] = []
  const standing = new Standing(trusted, {
    jitter: (calls = 0, { initialDelay }) => [initialDelay * 2 ** calls, calls + 1],
    log: (event) => logged.push(event),
  })
  return { clock, standing, logged }
}

describe('how things stand', () => {
  it('gives trouble that passes a pause, and a longer one each time until something went well', () => {
    const { clock, standing, logged } = setUp()
    const pauses = [false, false, true].map((wentWell) => {
      if (wentWell) standing.resetBackoff()
      standing.trouble(down)
      expect(standing.pause.from).toBe(clock.time)
      expect(standing.state.value).toMatchObject({ problem: down, restsUntil: standing.pause.until })
      return standing.pause.until - clock.time
    })
    expect(pauses).toEqual([5_000, 10_000, 5_000])
    expect(logged).toEqual(Array(3).fill({ what: 'failed', problem: down }))
  })

  it('gives trouble that does not pass no pause, and a quarter of an hour until the next look', () => {
    const { clock, standing } = setUp()
    standing.trouble(denied)
    expect(standing.pause.until).toBe(clock.time)
    expect(standing.state.value.restsUntil).toBe(clock.time + 15 * 60_000)
  })

  it('tells since when something stands in the way, whatever it is by now', () => {
    const { clock, standing } = setUp()
    const since = clock.time
    standing.trouble(down)
    clock.time += 60_000
    standing.fail(denied)
    expect(standing.state.value).toMatchObject({ problem: denied, troubleSince: since })
  })

  it('tells that the clock is wrong, and by how much', () => {
    const { standing, logged } = setUp(3600)
    standing.noteClock()
    expect(standing.state.value.clockErrorMilliseconds).toBe(-3_600_500)
    expect(logged).toEqual([{ what: 'clock-wrong', byMilliseconds: -3_600_500 }])
  })

  it('goes on where the log cannot be written', () => {
    const full = () => {
      throw new Error('disk full')
    }
    const clock = new TrustedClock({ now: () => 0 }, silentServerClock)
    const standing = new Standing(clock, { log: full })
    standing.fail(denied)
    expect(standing.state.value.problem).toEqual(denied)
  })
})
