import { describe, expect, it } from 'vitest'
import { createServerClock } from './server-clock.ts'

const serverTime = Date.UTC(2026, 5, 1, 12, 0, 7)
const hour = 3_600_000

/** Our clock, which is wrong by `skew`, beside a server whose answer is `there` milliseconds on its way and then `back`. */
function setUp(skew: number) {
  let now = serverTime + skew
  const serverClock = createServerClock({ now: () => now })
  const ask = (there: number, back: number, headers: Record<string, string> = {}) =>
    serverClock.listen(async () => {
      now += there
      const date = new Date(now - skew).toUTCString()
      now += back
      return new Response('[]', { headers: { 'content-type': 'application/json; charset=utf-8', date, ...headers } })
    })('http://127.0.0.1/')
  return { serverClock, ask, offset: () => serverClock.offsetMilliseconds() }
}

describe('the server’s clock', () => {
  it('is not known before the first answer', () => {
    expect(setUp(0).offset()).toBeNull()
  })

  it.each([0, 5 * hour, -30 * 24 * hour])('is told by an answer when ours is wrong by %d ms', async (skew) => {
    const { ask, offset } = setUp(skew)
    await ask(100, 100)
    expect(offset()).toBe(-skew + 400)
    await ask(700, 100)
    expect(Math.abs((offset() ?? Number.NaN) + skew)).toBeLessThanOrEqual(800)
  })

  it.each([
    [15_000, 0],
    [0, 15_000],
  ])('is right to within 8 seconds when the way there takes %d ms and the way back %d ms', async (there, back) => {
    const { ask, offset } = setUp(hour)
    await ask(there, back)
    expect(Math.abs((offset() ?? Number.NaN) + hour)).toBeLessThanOrEqual(8_000)
  })

  it.each([
    ['has no date', { date: '' }],
    ['has an odd date', { date: 'soon' }],
    ['is a page, perhaps of somebody else', { 'content-type': 'text/html', date: 'Thu, 01 Jan 1970 00:00:00 GMT' }],
  ])('is not told by an answer that %s', async (_, headers) => {
    const { ask, offset } = setUp(0)
    await ask(0, 0, headers)
    expect(offset()).toBeNull()
    await ask(0, 0)
    expect(offset()).toBe(500)
    await ask(0, 0, headers)
    expect(offset()).toBe(500)
  })

  it.each([16_000, -1])('is forgotten when %d ms went by on ours during the question', async (took) => {
    const { ask, offset } = setUp(0)
    await ask(0, 0)
    expect(offset()).toBe(500)
    await ask(0, took)
    expect(offset()).toBeNull()
  })

  it('stays told where later answers are too slow to tell, and nobody had asked in between', async () => {
    const { serverClock, ask, offset } = setUp(hour)
    expect(serverClock.told()).toBeNull()
    await ask(0, 0)
    await ask(0, 16_000)
    expect(offset()).toBeNull()
    expect(serverClock.told()).toEqual({ offset: 500 - hour, at: serverTime + hour, ago: 16_000 })
  })

  it('is known at its earliest after an answer that was long on its way', async () => {
    const { serverClock, ask } = setUp(hour)
    expect(serverClock.earliestNow()).toBeNull()
    await ask(0, 72 * hour)
    // It answered when it had the time of the header: by then it was that late at least, and that is all that is known.
    expect(serverClock.earliestNow()).toBe(serverTime)
    await ask(0, 0)
    expect(serverClock.earliestNow()).toBe(serverTime + 72 * hour + 500)
  })

  it('leaves the answer and the failure as they are', async () => {
    const { serverClock, ask } = setUp(0)
    expect(await (await ask(0, 0)).text()).toBe('[]')
    const failure = new TypeError('fetch failed')
    const failing = serverClock.listen(() => Promise.reject(failure))
    await expect(failing('http://127.0.0.1/')).rejects.toBe(failure)
  })
})
