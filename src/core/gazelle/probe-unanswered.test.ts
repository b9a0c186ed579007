import { describe, expect, it } from 'vitest'
import { createGazelle } from './probe.ts'
import { accepted, errorFrom, errorOf, gazelleAt, json, token } from './probe-fixture.ts'
import { type Answer, closing, serve } from './server-fixture.ts'

describe('what never arrives', () => {
  it.each<[string, Answer]>([
    ['no answer', () => {}],
    ['an answer without its body', (response) => response.writeHead(200).flushHeaders()],
    ['half a body', (response) => response.write('{"data":')],
  ])('%s: the time runs out', async (_, answer) => {
    const { url } = await serve(answer)
    const error = await errorOf(gazelleAt(url, 100).probe({ accessToken: token, headerKind: 'bearer' }))
    expect(error).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('in time') })
  })

  it.each<[string, Answer]>([
    ['before the answer', (response) => response.socket?.destroy()],
    ['in the middle of the body', (response) => response.write('{"data":', () => response.socket?.destroy())],
  ])('the connection drops %s', async (_, answer) => {
    expect((await errorFrom(answer)).kind).toBe('unavailable')
  })

  it('Chromium says that a proxy wants a password', async () => {
    const fetch = () => Promise.reject(new Error('net::ERR_UNEXPECTED_PROXY_AUTH'))
    const gazelle = createGazelle({
      endpoint: 'https://gazelle.example',
      fetch,
      clock: { now: () => 0 },
      userAgent: 'test',
    })
    const error = await errorOf(gazelle.probe({ accessToken: token, headerKind: 'bearer' }))
    expect(error).toMatchObject({ kind: 'intercepted', httpStatus: 407 })
  })

  it('nobody listens', async () => {
    const { url } = await serve(json(accepted))
    await closing.pop()?.()
    const error = await errorOf(gazelleAt(url).probe({ accessToken: token, headerKind: 'bearer' }))
    expect(error).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('ECONNREFUSED') })
  })

  it('the caller stops, before or while it waits', async () => {
    const caller = new AbortController()
    const { url, seen } = await serve(() => caller.abort())
    const probe = () => gazelleAt(url).probe({ accessToken: token, headerKind: null }, caller.signal)
    expect((await errorOf(probe())).kind).toBe('unavailable')
    expect((await errorOf(probe())).kind).toBe('unavailable')
    expect(seen).toHaveLength(1)
  })

  it('what is no token is never sent', async () => {
    const { url, seen } = await serve(json(accepted))
    for (const accessToken of ['', `${token}\r\nx-evil: 1`, `Bearer ${token}`, `${token}é`]) {
      expect((await errorOf(gazelleAt(url).probe({ accessToken, headerKind: null }))).kind).toBe('unauthorized')
    }
    expect(seen).toHaveLength(0)
  })
})
