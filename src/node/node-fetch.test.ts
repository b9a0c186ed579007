import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nodeFetch } from './node-fetch.ts'

let server: Server
let url: string
/** The body of each request that the server has read to its end, and the port it came from. */
let received: { body: string; port: number | undefined }[]
let answer: (request: IncomingMessage, response: ServerResponse) => void

beforeEach(async () => {
  received = []
  answer = (_request, response) => void response.end('{}')
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    received.push({ body: Buffer.concat(chunks).toString(), port: request.socket.remotePort })
    answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const grant = { method: 'POST', body: new URLSearchParams({ refresh_token: 'once' }) }

describe('a request that is sent once', () => {
  it('arrives as fetch would send it, and its answer as fetch would give it', async () => {
    let head: IncomingMessage | undefined
    answer = (request, response) => {
      head = request
      response.writeHead(400, { 'content-type': 'application/json', 'x-list': ['one', 'two'] }).end('{"error":"no"}')
    }
    const response = await nodeFetch(url, { ...grant, headers: { 'user-agent': 'gazelle-keeper/test' } })
    expect(received).toEqual([{ body: 'refresh_token=once', port: expect.any(Number) }])
    expect(head?.method).toBe('POST')
    expect(head?.headers).toMatchObject({
      'user-agent': 'gazelle-keeper/test',
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      'content-length': '18',
      connection: 'close',
    })
    expect(response.status).toBe(400)
    expect(response.headers.get('x-list')).toBe('one, two')
    expect(await response.json()).toEqual({ error: 'no' })
  })

  it('never goes over a connection that was used before', async () => {
    for (let count = 0; count < 3; count++) await (await nodeFetch(url, grant)).text()
    expect(new Set(received.map(({ port }) => port)).size).toBe(3)
  })

  it('is not repeated for a 421, where Node’s fetch repeats it', async () => {
    answer = (_request, response) => void response.writeHead(421).end()
    await fetch(url, grant)
    expect(received.length).toBeGreaterThan(1)
    received = []

    expect((await nodeFetch(url, grant)).status).toBe(421)
    expect(received).toHaveLength(1)
  })

  it.each([
    ['before the answer', () => undefined],
    ['in the middle of its head', (response: ServerResponse) => void response.socket?.write('HTTP/1.1 200 O')],
  ])('is not repeated where the connection breaks %s', async (_when, begin) => {
    answer = (request, response) => {
      begin(response)
      request.socket.destroy()
    }
    await expect(nodeFetch(url, grant)).rejects.toThrow()
    expect(received).toHaveLength(1)
  })

  it('gives what arrived of an answer that breaks, and then the error', async () => {
    answer = (request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"access_token":"half"', () => request.socket.destroy())
    }
    const reader = (await nodeFetch(url, grant)).body?.getReader()
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('{"access_token":"half"')
    await expect(reader?.read()).rejects.toThrow()
    expect(received).toHaveLength(1)
  })

  it('follows no redirect', async () => {
    answer = (_request, response) => void response.writeHead(307, { location: '/elsewhere' }).end()
    expect((await nodeFetch(url, grant)).status).toBe(307)
    expect(received).toHaveLength(1)
  })

  it('gives an answer without a body', async () => {
    answer = (_request, response) => void response.writeHead(204).end()
    expect(await (await nodeFetch(url, grant)).text()).toBe('')
  })

  it('ends with its signal', async () => {
    const controller = new AbortController()
    answer = () => controller.abort()
    await expect(nodeFetch(url, { ...grant, signal: controller.signal })).rejects.toThrow()
    expect(received).toHaveLength(1)
  })

  it('tells a connection that failed from one that broke, as a grant wants to know', async () => {
    server.close()
    await once(server, 'close')
    await expect(nodeFetch(url, grant)).rejects.toMatchObject({ code: 'ECONNREFUSED', syscall: 'connect' })
  })
})
