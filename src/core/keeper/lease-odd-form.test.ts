import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../token/record.ts'
import { createLease } from './lease.ts'
import { hour, life, ModelRow, machine, minute, second, setUp, start, Timeline } from './lease-fixture.ts'

describe('a lease in an odd form', () => {
  it.each<[string, Json]>([
    ['null', null],
    ['a number', 5],
    ['a text', 'b'],
    ['a JSON string', JSON.stringify({ holder: 'b', until: start + life })],
    ['a list', [{ holder: 'b', until: start + life }]],
    ['an empty object', {}],
    ['no holder', { until: start + life }],
    ['a holder that is no text', { holder: { name: 'b' }, until: start + life }],
    ['no end', { holder: 'b' }],
    ['an end that is a text', { holder: 'b', until: `${start + life}` }],
    ['an end without end', { holder: 'b', until: 1e300 }],
    ['an end in a year', { holder: 'b', until: start + 365 * 24 * hour }],
    ['an end in five minutes', { holder: 'b', until: start + 5 * minute }],
    ['an end in microseconds', { holder: 'b', until: start * 1000 }],
    ['an end in seconds', { holder: 'b', until: start / 1000 }],
    ['a token', { access_token: 'x', refresh_token: 'y' }],
  ])('is free: %s', async (_, value) => {
    const { model, leaseA } = setUp()
    model.put(value)
    expect(await leaseA.take()).toMatchObject({ taken: true })
    expect(model.row?.value).toEqual({ holder: 'a', until: start + life })
  })

  it('never blocks for longer than twice its life, whatever JSON it is', async () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.record({ holder: fc.jsonValue(), until: fc.oneof(fc.double(), fc.integer({ min: -hour, max: hour })) }),
    )
    await fc.assert(
      fc.asyncProperty(value, async (odd) => {
        const { timeline, model, leaseA } = setUp()
        model.put(odd as Json)
        await leaseA.take()
        timeline.now += 2 * life + 20 * second
        expect(await leaseA.take()).toMatchObject({ taken: true })
      }),
    )
  })

  it('that is written again and again makes take give up, and say when to try again', async () => {
    const { model, a, leaseA } = setUp()
    a.at.beforeSwap = () => model.put(model.writes.length)
    expect(await leaseA.take()).toEqual({ taken: false, until: start + 10 * second })
    a.at.beforeSwap = () => {}
    expect(await leaseA.take()).toMatchObject({ taken: true })
  })

  it('cannot live too short to tell its holder from others', () => {
    const { store, clock } = machine(new Timeline(), new ModelRow())
    const options = {
      store,
      clock,
      serverClock: { offsetMilliseconds: () => 0, told: () => null },
      holder: 'a',
    }
    expect(() => createLease({ ...options, lifeMilliseconds: 30 * second })).toThrow(RangeError)
  })
})
