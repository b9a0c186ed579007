import { describe, expect, it } from 'vitest'
import { badAnswers } from './bad-answers.ts'
import { type FaultAction, faults, readFault } from './faults.ts'

const status = (code: number): FaultAction => ({ kind: 'status', status: code })
const api = '/graphql/private/'

describe('the queue of faults', () => {
  it('strikes once, in the order of the queue', () => {
    const queue = faults()
    queue.add({ action: status(500) })
    queue.add({ action: status(429) })
    const ends = [1, 2, 3].map(() => queue.strike('POST', api).end)
    expect(ends).toEqual([status(500), status(429), null])
  })

  it('strikes as often as it is told, or until it is taken out', () => {
    const queue = faults()
    queue.add({ action: { kind: 'drop' }, times: 2 })
    const takeOut = queue.add({ action: status(503), times: Number.POSITIVE_INFINITY })
    const kinds = () => queue.strike('POST', api).end?.kind
    expect([kinds(), kinds(), kinds(), kinds()]).toEqual(['drop', 'drop', 'status', 'status'])
    takeOut()
    expect(kinds()).toBeUndefined()
  })

  it.each([
    [{}, true],
    [{ method: 'post' }, true],
    [{ method: 'GET' }, false],
    [{ path: api }, true],
    [{ path: '/graphql/private' }, false],
    [{ path: '/graphql/*' }, true],
    [{ path: '/developer/*' }, false],
    [{ path: '*', method: 'POST' }, true],
  ])('matches %j: %s', (match, strikes) => {
    const queue = faults()
    queue.add({ action: { kind: 'drop' }, ...match })
    expect(queue.strike('POST', api).end !== null).toBe(strikes)
  })

  it('adds delays and skews to whatever ends the request', () => {
    const queue = faults()
    for (const seconds of [60, 30]) queue.add({ action: { kind: 'date-skew', seconds } })
    for (const milliseconds of [5, 7]) queue.add({ action: { kind: 'delay', milliseconds } })
    queue.add({ action: { kind: 'accept-and-drop' } })
    expect(queue.strike('GET', '/')).toMatchObject({
      delays: [5, 7],
      skewSeconds: 90,
      end: { kind: 'accept-and-drop' },
    })
    expect(queue.strike('GET', '/')).toMatchObject({ delays: [], skewSeconds: 0, end: null })
  })

  it('holds one request until it is let go', async () => {
    const queue = faults()
    const hold = queue.holdNext({ path: api })
    await queue.strike('GET', '/').hold() // another path goes by
    let went = false
    const going = queue
      .strike('POST', api)
      .hold()
      .then(() => {
        went = true
      })
    await hold.reached
    await queue.strike('POST', api).hold() // the next one goes by
    expect(went).toBe(false)
    hold.release()
    await going
    expect(went).toBe(true)
  })

  it('lets go of everything when cleared', async () => {
    const queue = faults()
    queue.add({ action: { kind: 'drop' }, times: Number.POSITIVE_INFINITY })
    queue.holdNext()
    const held = queue.strike('POST', api).hold()
    queue.clear()
    await held
    expect(queue.strike('POST', api).end).toBeNull()
  })
})

describe('a fault that comes over HTTP', () => {
  it.each([
    { action: { kind: 'delay', milliseconds: 10 } },
    { action: { kind: 'date-skew', seconds: -60 }, times: 3 },
    { action: { kind: 'status', status: 429, retryAfter: '30' }, method: 'POST', path: '/graphql/*' },
    { action: { kind: 'oauth-error', error: 'server_error', description: 'Come back later.' } },
    { action: { kind: 'answer', status: 200 } },
    { action: { kind: 'answer', status: 302, headers: { location: 'http://portal.example/' }, body: '' } },
    { action: { kind: 'not-json' } },
    { action: { kind: 'drop' } },
    { action: { kind: 'accept-and-drop' } },
  ])('is read: %j', (fault) => {
    expect(readFault(fault)).toEqual(fault)
  })

  it.each(Object.entries(badAnswers))('may name its answer: %s', (named, answer) => {
    expect(readFault({ action: { kind: 'answer', named } })).toEqual({ action: { kind: 'answer', ...answer } })
  })

  it('lasts for ever as "always"', () => {
    expect(readFault({ action: { kind: 'drop' }, times: 'always' }).times).toBe(Number.POSITIVE_INFINITY)
  })

  it.each([
    [null, 'a fault is'],
    [{ action: { kind: 'explode' } }, 'action.kind'],
    [{ action: { kind: 'delay' } }, 'milliseconds'],
    [{ action: { kind: 'status', status: 200 } }, 'between 400 and 599'],
    [{ action: { kind: 'answer' } }, 'status'],
    [{ action: { kind: 'answer', status: 199 } }, 'between 200 and 599'],
    [{ action: { kind: 'answer', status: 200, headers: { 'retry-after': 5 } } }, 'headers.retry-after'],
    [{ action: { kind: 'answer', named: 'a nice one' } }, 'named must be one of: cloudflare-challenge'],
    [{ action: { kind: 'drop' }, times: 'often' }, 'times'],
    [{ action: { kind: 'drop' }, path: 1 }, 'path'],
  ])('is refused with what is wrong: %j', (fault, message) => {
    expect(() => readFault(fault)).toThrow(message)
  })
})
