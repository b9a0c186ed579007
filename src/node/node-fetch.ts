import { Buffer } from 'node:buffer'
import http from 'node:http'
import https from 'node:https'
import { Readable } from 'node:stream'

/** Statuses whose answers have no body. */
const withoutBody = [204, 205, 304]

/**
 * As `fetch`, but over a connection of its own, and never twice: Node's `fetch` sends a request again by itself where the
 * answer is 421, and a refresh token would be spent twice. Follows no redirect. The proxy is the one that Node's own
 * requests go through. Rejects with what `node:http` fails with, or as the signal says.
 */
export const nodeFetch: typeof globalThis.fetch = async (input, init) => {
  const asked = new Request(input, init)
  const body = Buffer.from(await asked.arrayBuffer())
  const { request, Agent } = asked.url.startsWith('https:') ? https : http
  const agent = new Agent({ keepAlive: false, proxyEnv: https.globalAgent.options.proxyEnv })
  const headers = { ...Object.fromEntries(asked.headers), 'content-length': body.byteLength }
  const message = await new Promise<http.IncomingMessage>((resolve, reject) => {
    request(asked.url, { method: asked.method, headers, agent, signal: asked.signal })
      .on('response', resolve)
      .on('error', reject)
      .end(body)
  })
  const status = message.statusCode ?? 0
  return new Response(withoutBody.includes(status) ? null : (Readable.toWeb(message) as ReadableStream<Uint8Array>), {
    status,
    headers: headersOf(message),
  })
}

function headersOf({ headersDistinct }: http.IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    for (const value of values) headers.append(name, value)
  }
  return headers
}
