import { describe, expect, it } from 'vitest'
import { createLease } from './lease.ts'
import { hour, life, ModelRow, machine, minute, second, setUp, start, Timeline, type Way } from './lease-fixture.ts'
import type { Store } from './ports.ts'
import { StoreError } from './store-error.ts'

describe('a lease', () => {
  it.each([0, 7 * hour, -7 * hour])('is held by one, also when a clock is wrong by %d ms', async (skew) => {
    const { timeline, model, b, leaseA, leaseB } = setUp(skew)
    const taken = await leaseA.take()
    expect(taken).toEqual({ taken: true, until: start + life - 10 * second })
    expect(model.row?.value).toEqual({ holder: 'a', until: start + life })

    const refused = await leaseB.take()
    expect(refused).toMatchObject({ taken: false })
    const wait = refused.until - b.clock.now()
    expect(wait).toBeGreaterThan(life)
    expect(wait).toBeLessThan(life + 20 * second)

    timeline.now += wait
    expect(await leaseB.take()).toMatchObject({ taken: true })
  })

  it.each([2 * hour, -2 * hour])(
    'is not taken by who slept over reading it, the clock wrong by %d ms',
    async (skew) => {
      const { timeline, model, leaseA } = setUp()
      const ways: Way[] = [{ there: 12 * minute, back: 0 }]
      const leaseB = machine(timeline, model, skew, () => ways.shift() ?? { there: 0, back: 0 }).open('b')
      const taking = leaseB.take()
      const taken = timeline.pass(11 * minute).then(() => leaseA.take())
      await timeline.playOut()
      expect(await taken).toMatchObject({ taken: true })
      expect(await taking).toMatchObject({ taken: false })
      expect(model.row?.value).toMatchObject({ holder: 'a' })
    },
  )

  it('is over for its holder some seconds before its end, for others some seconds after', async () => {
    const { timeline, a, leaseA, leaseB } = setUp()
    const { until } = await leaseA.take()
    for (const after of [1 * second, 19 * second]) {
      timeline.now = until + after
      expect(a.clock.now()).toBeGreaterThan(until)
      expect(await leaseB.take()).toMatchObject({ taken: false })
    }
    timeline.now = until + 20 * second
    expect(await leaseB.take()).toMatchObject({ taken: true })
  })

  it('is not taken when it is somebody else’s by the time the row is read back', async () => {
    const { timeline, model } = setUp()
    const { at, clock, store, serverClock } = machine(timeline, model)
    const readsBack: Store = {
      read: store.read,
      async swap(expected, value) {
        const swapped = await store.swap(expected, value)
        return swapped.won ? { won: true, row: model.put({ holder: 'b', until: start + life }) } : swapped
      },
    }
    const lease = createLease({ store: readsBack, serverClock, clock, holder: 'a' })
    expect(await lease.take()).toEqual({ taken: false, until: start + life + 10 * second })
    expect(at.requests).toBe(3)
  })

  it('is renewed by its holder', async () => {
    const { timeline, leaseA, leaseB } = setUp()
    const first = await leaseA.take()
    timeline.now += minute
    expect(await leaseA.take()).toEqual({ taken: true, until: first.until + minute })
    timeline.now = start + life + 20 * second
    expect(await leaseB.take()).toMatchObject({ taken: false })
  })

  it('of a holder that is known to be gone is taken at once, by one of two', async () => {
    const { timeline, model, a, b, leaseA } = setUp()
    await leaseA.take()
    timeline.now += second
    const asked: string[] = []
    const isGone = (holder: string) => asked.push(holder) > 0 && holder === 'a'
    const [one, other] = [a.open('a again', isGone), b.open('b', isGone)]
    const outcomes = await Promise.all([one.take(), other.take()])
    expect(outcomes.map(({ taken }) => taken).sort()).toEqual([false, true])
    expect(model.row?.value).toMatchObject({ holder: outcomes[0].taken ? 'a again' : 'b' })
    expect(new Set(asked)).toContain('a')
  })

  it('of a holder that may live is waited for, whoever else is gone', async () => {
    const { timeline, a, leaseA } = setUp()
    await leaseA.take()
    timeline.now += second
    const next = a.open('next', (holder) => holder !== 'a')
    expect(await next.take()).toMatchObject({ taken: false })
    timeline.now += life + 11 * second
    expect(await next.take()).toMatchObject({ taken: true })
  })

  it('is ours again when a restarted process takes it after the life of the old one', async () => {
    const { timeline, a, leaseA } = setUp()
    await leaseA.take()
    const restarted = a.open('a after a crash')
    expect(await restarted.take()).toMatchObject({ taken: false })
    timeline.now += life + 11 * second
    expect(await restarted.take()).toMatchObject({ taken: true })
  })

  it('goes to exactly one of fifty at once', async () => {
    const timeline = new Timeline()
    const model = new ModelRow()
    const all = Array.from({ length: 50 }, (_, index) => machine(timeline, model, index * hour).open(`${index}`))
    const outcomes = await Promise.all(all.map((lease) => lease.take()))
    expect(outcomes.filter(({ taken }) => taken)).toHaveLength(1)
    expect(model.row?.value).toMatchObject({ holder: `${outcomes.findIndex(({ taken }) => taken)}` })
  })

  it('is not ours when the store cannot tell, and the error is passed on', async () => {
    const { a, leaseA } = setUp()
    const failure = new StoreError('write-denied', 'no')
    a.at.beforeSwap = () => {
      throw failure
    }
    await expect(leaseA.take()).rejects.toBe(failure)
  })
})

describe('our clock', () => {
  it.each([7 * hour, -7 * hour])('may be set by %d ms since the server told its time', async (jump) => {
    const { model, a, leaseA, leaseB } = setUp()
    await leaseA.take()
    await leaseA.release()
    a.at.skew = jump
    const taken = await leaseA.take()
    expect(taken).toEqual({ taken: true, until: start + jump + life - 10 * second })
    expect(model.row?.value).toEqual({ holder: 'a', until: start + life })
    expect(await leaseB.take()).toMatchObject({ taken: false })
  })

  it('is believed where the server never tells its time', async () => {
    const { timeline, a, b, leaseA, leaseB } = setUp()
    a.at.tellsTime = false
    b.at.tellsTime = false
    expect(await leaseA.take()).toMatchObject({ taken: true })
    expect(await leaseB.take()).toMatchObject({ taken: false })
    timeline.now += life + 11 * second
    expect(await leaseB.take()).toMatchObject({ taken: true })
  })
})
