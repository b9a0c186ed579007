import { describe, expect, it } from 'vitest'
import { silentServerClock, TrustedClock } from './trusted-clock.ts'

const trueTime = Date.UTC(2026, 2, 8, 6, 59)
const minute = 60_000
const day = 24 * 60 * minute

/** A computer whose clock is off by `error`, and a Supabase whose clock is off by `supabase`; null: it has told nothing. */
function setUp(error: number, supabase: number | null = null) {
  const own = { error, now: () => trueTime + own.error }
  const server = {
    error: supabase,
    offsetMilliseconds: () => (server.error === null ? null : server.error - own.error),
    told: () => (server.error === null ? null : { offset: server.error - own.error, at: own.now(), ago: 0 }),
  }
  const clock = new TrustedClock(own, server)
  const hearGazelle = (itsError = 0, tookMilliseconds = 100) =>
    clock.hearGazelle({ gazelleTime: Math.floor((trueTime + itsError) / 1000), tookMilliseconds })
  return { own, server, clock, hearGazelle }
}

describe('the trusted clock', () => {
  it.each([
    ['nobody has told: ours', setUp(-3 * day), trueTime - 3 * day],
    ['five minutes ahead is right enough', setUp(5 * minute, 0), trueTime + 5 * minute],
    ['more is wrong', setUp(5 * minute + 1, 0), trueTime],
    ['a day behind', setUp(-day, 0), trueTime],
    ['forty days ahead', setUp(40 * day, 0), trueTime],
  ])('%s', (_name, { clock }, now) => {
    expect(clock.now()).toBe(now)
  })

  it('believes the middle one of three clocks', () => {
    const oursWrong = setUp(-day, 0)
    oursWrong.hearGazelle()
    expect(Math.abs(oursWrong.clock.now() - trueTime)).toBeLessThan(1000)
    const supabaseWrong = setUp(0, 9 * day)
    supabaseWrong.hearGazelle()
    expect(Math.abs(supabaseWrong.clock.now() - trueTime)).toBeLessThan(1000)
    const gazelleWrong = setUp(0, 0)
    gazelleWrong.hearGazelle(-9 * day)
    expect(gazelleWrong.clock.now()).toBe(trueTime)
  })

  it('hears Gazelle where Supabase sends no date', () => {
    const { clock, hearGazelle } = setUp(day)
    hearGazelle()
    expect(Math.abs(clock.now() - trueTime)).toBeLessThan(1000)
  })

  it('believes the server that told last, where ours may have been set in between', () => {
    const { own, server, clock, hearGazelle } = setUp(0)
    hearGazelle()
    expect(clock.errorMilliseconds).toBe(0)
    own.error = -8 * day
    server.error = 0
    expect(clock.errorMilliseconds).toBe(-8 * day)
  })

  it('believes nothing that was told in what is the future again, not even when its hour comes round', () => {
    const own = { time: trueTime + 3 * 60 * minute, now: () => own.time }
    const clock = new TrustedClock(own, silentServerClock)
    clock.hearGazelle({ gazelleTime: Math.floor(trueTime / 1000), tookMilliseconds: 100 })
    expect(Math.abs((clock.confirmedNow() ?? 0) - trueTime)).toBeLessThan(1000)
    own.time = trueTime
    expect(clock.now()).toBe(trueTime)
    own.time = trueTime + 3 * 60 * minute
    expect(clock.now()).toBe(trueTime + 3 * 60 * minute)
    expect(clock.confirmedNow()).toBeNull()
  })

  it.each(['Gazelle', 'Supabase'])('nor where nobody looks before its hour comes round: told by %s', (who) => {
    const ahead = 3 * 60 * minute
    const own = { time: trueTime + ahead, passed: 0, now: () => own.time, steady: () => own.passed }
    const told = () => ({ offset: -ahead, at: trueTime + ahead, ago: own.passed })
    const supabase = { offsetMilliseconds: () => -ahead, told }
    const clock = new TrustedClock(own, who === 'Supabase' ? supabase : silentServerClock)
    if (who === 'Gazelle') clock.hearGazelle({ gazelleTime: Math.floor(trueTime / 1000), tookMilliseconds: 100 })
    expect(Math.abs((clock.confirmedNow() ?? 0) - trueTime)).toBeLessThan(1000)
    // The computer sleeps until then: our clock goes further than the steady one, and what was told is believed.
    own.time += ahead
    own.passed += minute
    expect(Math.abs(clock.now() - trueTime - ahead)).toBeLessThan(1000)
    // The clock is set right, and shows after three hours what it showed when it was told.
    own.time = trueTime + ahead
    own.passed = ahead
    expect(clock.confirmedNow()).toBeNull()
    expect(clock.now()).toBe(trueTime + ahead)
  })

  it('does not hear an answer that was long on its way', () => {
    const { clock, hearGazelle } = setUp(day)
    hearGazelle(0, 20_000)
    expect(clock.errorMilliseconds).toBe(0)
  })

  it('notices that the clock was set, and set back, from one server’s next answer', () => {
    const { own, clock, hearGazelle } = setUp(0, 0)
    hearGazelle()
    expect(clock.errorMilliseconds).toBe(0)
    own.error = 2 * day
    expect(clock.errorMilliseconds).toBe(2 * day)
    expect(clock.now()).toBe(trueTime)
    own.error = 0
    expect(clock.errorMilliseconds).toBe(0)
    expect(clock.now()).toBe(trueTime)
  })
})
