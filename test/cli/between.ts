import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on this computer that passes everything on to another. */
export interface Between {
  readonly url: string
  close(): Promise<void>
}

/** Starts one. `onRequest` is told of each request, and what it gives is awaited before the request goes on. */
export async function standBetween(
  target: string,
  onRequest: (request: IncomingMessage) => void | Promise<void>,
): Promise<Between> {
  const server = createServer(async (incoming, outgoing) => {
    await onRequest(incoming)
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
