import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import {
  accessToken,
  doorkeeper,
  errorFrom,
  errorOf,
  grantsAt,
  json,
  serve,
  serveSocket,
  spent,
  text,
} from './grant-fixture.ts'
import type { Answer } from './server-fixture.ts'

describe('what may have spent the refresh token', () => {
  it.each([500, 502, 503, 504, 520])('HTTP %i, with a page or an error in it', async (status) => {
    const lost = { kind: 'answer-lost', httpStatus: status, retryAfterSeconds: 60 }
    const headers = { 'retry-after': '60' }
    expect(await errorFrom(text('<html>BODY', status, headers))).toMatchObject(lost)
    expect(await errorFrom(json({ error: 'invalid_grant' }, status, headers))).toMatchObject(lost)
  })

  it.each<[string, Answer]>([
    ['408', text('', 408)],
    ['a page', text('<html>BODY', 200, { 'content-type': 'text/html' })],
    ['nothing', text('')],
    ['204', (response) => response.writeHead(204).end()],
    ['JSON null', json(null)],
    ['no access token', json({ ...doorkeeper, access_token: undefined })],
    ['an empty access token', json({ ...doorkeeper, access_token: '' })],
    ['an access token that is none', json({ ...doorkeeper, access_token: 12 })],
    ['an access token that fits no header', json({ ...doorkeeper, access_token: 'BODY BODY' })],
    ['a list of nothing', json([])],
    ['half an access token', text(`{"access_token":"${accessToken.slice(0, 25)}`)],
    ['a page with an example', text('<html>{"access_token":"BODY","refresh_token":"BODY"}')],
    ['a page that names another token', text(`<html>{"csrf_access_token":"${accessToken}"}`)],
    [
      'half an access token in a form',
      (response) => {
        response.writeHead(200, { 'content-length': 100 })
        response.write(`access_token=${accessToken.slice(0, 25)}`, () => response.socket?.destroy())
      },
    ],
    ['JSON that breaks off within the token', text(JSON.stringify(doorkeeper).slice(0, 40))],
    ['an error that OAuth has not, with 200', json({ error: 'BODY' })],
    ['the connection drops before the answer', (response) => response.socket?.destroy()],
    [
      'the connection drops in the middle of the body',
      (response) => response.write(JSON.stringify(doorkeeper).slice(0, 40), () => response.socket?.destroy()),
    ],
    [
      'the connection drops in the middle of a refusal',
      (response) => response.writeHead(400).write('{"error":"inval', () => response.socket?.destroy()),
    ],
    [
      'an answer without end',
      (response) => {
        const more = () => {
          while (response.write('x'.repeat(65_536)));
          response.once('drain', more)
        }
        more()
      },
    ],
  ])('%s', async (_, answer) => {
    expect((await errorFrom(answer)).kind).toBe('answer-lost')
  })

  it.each<[string, Answer]>([
    ['no answer', () => {}],
    ['an answer without its body', (response) => response.writeHead(200).flushHeaders()],
    ['half a body', (response) => response.write('{"access_token":')],
  ])('%s: the time runs out', async (_, answer) => {
    expect((await errorFrom(answer, { timeoutMilliseconds: 200 })).kind).toBe('answer-lost')
  })

  it('a connection that is cut before the request was read', async () => {
    // Node cannot tell how much of the request went out.
    const url = await serveSocket((socket) => socket.pause().once('readable', () => socket.resetAndDestroy()))
    expect((await errorOf(grantsAt(url).refresh(spent))).kind).toBe('answer-lost')
  })

  it('an answer that is no HTTP', async () => {
    const url = await serveSocket((socket) => socket.once('data', () => socket.end('BODY\r\n\r\n')))
    expect((await errorOf(grantsAt(url).refresh(spent))).kind).toBe('answer-lost')
  })

  it('the caller stops while it waits', async () => {
    const caller = new AbortController()
    const { url } = await serve(() => caller.abort())
    expect((await errorOf(grantsAt(url).refresh(spent, caller.signal))).kind).toBe('answer-lost')
  })

  it('is never sent a second time, on a connection that was used before either', async () => {
    const { url, seen } = await serve((response, { request }) => {
      if (request.method === 'GET') response.end('kept alive')
      else request.socket.destroy()
    })
    await (await fetch(url)).text()
    // Node takes a connection again one turn of its event loop later.
    await setImmediate()
    await setImmediate()
    expect((await errorOf(grantsAt(url).refresh(spent))).kind).toBe('answer-lost')
    expect(seen.map(({ request }) => request.method)).toEqual(['GET', 'POST'])
    expect(seen[0]?.request.socket === seen[1]?.request.socket).toBe(true)
  })

  it.each([
    'net::ERR_EMPTY_RESPONSE',
    'net::ERR_CONNECTION_RESET',
    'net::ERR_TIMED_OUT',
    'net::ERR_ADDRESS_UNREACHABLE',
    'net::ERR_NETWORK_CHANGED',
    'net::ERR_HTTP2_PROTOCOL_ERROR',
    `${spent} is an invalid header value`,
  ])('%s, as Electron reports it', async (message) => {
    const fetch = () => Promise.reject(new Error(message))
    expect((await errorOf(grantsAt('https://127.0.0.1/', { fetch }).refresh(spent))).kind).toBe('answer-lost')
  })

  it.each(['EHOSTUNREACH', 'ETIMEDOUT', 'ECONNRESET'])('%s while reading', async (code) => {
    const cause = Object.assign(new Error(`read ${code}`), { code, syscall: 'read' })
    const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }))
    expect((await errorOf(grantsAt('https://127.0.0.1/', { fetch }).refresh(spent))).kind).toBe('answer-lost')
  })
})
