import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on this computer that passes everything on to another. */
export interface Between {
  readonly url: string
  close(): Promise<void>
}

/** An answer that is given instead of the other server's. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Answers in its own way, which may be none that a server should have. */
export type Rude = (outgoing: ServerResponse) => void

/**
 * Starts one. `onRequest` is told of each request, and what it gives is awaited before the request goes on: an `Answer` is
 * sent back in the other server's place, which then never hears of the request; what is `Rude` answers by itself.
 */
export async function standBetween(
  target: string,
  onRequest: (request: IncomingMessage) => Answer | Rude | undefined | Promise<Answer | undefined>,
): Promise<Between> {
  const server = createServer(async (incoming, outgoing) => {
    const answer = await onRequest(incoming)
    if (answer) {
      incoming.resume()
      if (typeof answer === 'function') return answer(outgoing)
      outgoing.writeHead(answer.status, answer.headers).end(answer.body)
      return
    }
    const headers = { ...incoming.headers, host: new URL(target).host }
    const passed = request(new URL(incoming.url ?? '/', target), { method: incoming.method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(outgoing)
    })
    passed.on('error', () => outgoing.destroy())
    incoming.pipe(passed)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
