import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'

export interface Seen {
  readonly request: IncomingMessage
  readonly body: string
}
/** Answers a request that was read to its end. */
export type Answer = (response: ServerResponse, seen: Seen) => void

/** What ends the servers after each test; the last one is the newest. */
export const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

/** A server on this machine that answers as it is told and keeps what it was asked; `url` ends in `path`. */
export async function serve(answer: Answer, path = '') {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const one = { request, body: Buffer.concat(chunks).toString() }
    seen.push(one)
    answer(response, one)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
  return { url, seen }
}
