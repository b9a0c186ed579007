import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { connect, createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { loopbackOf } from '../../core/gazelle/callback.ts'
import { translator } from '../../shared/catalogue/index.ts'
import type { Language } from '../../shared/snapshot.ts'
import { type Loopback, openLoopback } from './loopback.ts'

const open: Loopback[] = []
afterEach(() => {
  for (const each of open.splice(0)) each.close()
})

async function listen(
  registered = 'http://127.0.0.1/callback',
  language: Language = 'en',
  patienceMilliseconds = 60_000,
) {
  const words = { language: () => language, translate: () => translator(language) }
  const callback = loopbackOf(registered)
  if (callback === null) throw new Error('No browser can come back there.')
  const loopback = await openLoopback({ registered: callback, patienceMilliseconds, ...words })
  open.push(loopback)
  const answer = loopback.answer((address) => new URL(address).searchParams.get('state') === 'ours')
  return { loopback, answer, address: (query: string) => `${loopback.redirectUri}?${query}` }
}

async function get(address: string, options: { method?: string; headers?: Record<string, string> } = {}) {
  const asked = request(address, { agent: false, ...options }).end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  let body = ''
  for await (const chunk of response) body += chunk
  return { status: response.statusCode, headers: response.headers, body }
}

const isListening = async (loopback: Loopback) => {
  const { hostname, port } = new URL(loopback.redirectUri)
  const socket = connect(Number(port), hostname)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

describe('a browser that comes back', () => {
  it.each<[Language, string]>([
    ['en', 'You may close this tab'],
    ['fr', 'Vous pouvez fermer cet onglet'],
  ])('is told so in %s, once, and nothing listens any more', async (language, words) => {
    const { loopback, answer, address } = await listen(undefined, language)
    const { status, headers, body } = await get(address('code=x&state=ours'))
    expect(status).toBe(200)
    expect(body).toContain(words)
    expect(body).toContain(`lang="${language}"`)
    expect(body).not.toContain('ours')
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      connection: 'close',
    })
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(await answer).toBe(address('code=x&state=ours'))
    expect(await isListening(loopback)).toBe(false)
  })

  it('finds a port of its own each time, or the one that is registered', async () => {
    const [one, other] = [await listen(), await listen()]
    expect(new URL(one.loopback.redirectUri).port).not.toBe(new URL(other.loopback.redirectUri).port)
    const { port } = new URL(one.loopback.redirectUri)
    one.loopback.close()
    await one.answer
    expect((await listen(`http://127.0.0.1:${port}/callback`)).loopback.redirectUri).toBe(
      `http://127.0.0.1:${port}/callback`,
    )
  })

  it('is not waited for where the registered port is another program’s', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as { port: number }
    await expect(listen(`http://127.0.0.1:${port}/callback`)).rejects.toMatchObject({ code: 'EADDRINUSE' })
    taken.close()
  })
})

describe('anybody else', () => {
  it.each<[string, (address: string) => [string, object?]]>([
    ['an answer to another request', (address) => [`${address}?code=x&state=theirs`]],
    ['an answer without a state', (address) => [`${address}?error=access_denied`]],
    ['another path', (address) => [`${address}/other?code=x&state=ours`]],
    ['the icon', (address) => [new URL('/favicon.ico', address).href]],
    ['a form', (address) => [`${address}?code=x&state=ours`, { method: 'POST' }]],
    ['a question about the head', (address) => [`${address}?code=x&state=ours`, { method: 'HEAD' }]],
    [
      'another name that leads here',
      (address) => [`${address}?code=x&state=ours`, { headers: { host: 'evil.example' } }],
    ],
    [
      'this computer by its name',
      (address) => [`${address}?code=x&state=ours`, { headers: { host: `localhost:${new URL(address).port}` } }],
    ],
  ])('is told nothing, and the browser is waited for: %s', async (_, askOf) => {
    const { loopback, answer, address } = await listen()
    const [asked, options] = askOf(loopback.redirectUri)
    expect(await get(asked, options)).toMatchObject({ status: 404, body: '' })
    expect(await isListening(loopback)).toBe(true)
    await get(address('code=y&state=ours'))
    expect(await answer).toBe(address('code=y&state=ours'))
  })
})

describe('nobody', () => {
  it('comes in time, and nothing listens any more', async () => {
    const { loopback, answer } = await listen(undefined, 'en', 1)
    expect(await answer).toBeNull()
    expect(await isListening(loopback)).toBe(false)
  })

  it('is waited for once it is closed, also in the middle of a request', async () => {
    const { loopback, answer } = await listen()
    const { port } = new URL(loopback.redirectUri)
    const slow = connect(Number(port), '127.0.0.1')
    slow.on('error', () => undefined)
    await once(slow, 'connect')
    slow.write('GET /callback?code=x&state=ours HTTP/1.1\r\n')
    const ended = new Promise((resolve) => slow.once('close', resolve))
    loopback.close()
    await ended
    expect(await answer).toBeNull()
    expect(await isListening(loopback)).toBe(false)
  })
})
