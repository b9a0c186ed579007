import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LoopbackCallback } from '../../core/gazelle/callback.ts'
import type { Translate } from '../../shared/catalogue/index.ts'
import type { Language } from '../../shared/snapshot.ts'

/** The time a person may take in the browser, with a password manager and a second factor. */
const patienceMilliseconds = 600_000
/** The time for a request to arrive: a browser sends one line and its headers at once. */
const requestMilliseconds = 10_000
const mostConnections = 16

export interface LoopbackOptions {
  readonly registered: LoopbackCallback
  readonly language: () => Language
  readonly translate: () => Translate
  /** How long to listen, in milliseconds; ten minutes by default. */
  readonly patienceMilliseconds?: number
}

/** Listens, on this computer only, for a browser that comes back with the answer to an authorisation. */
export interface Loopback {
  /** The callback's address, with the port in use. */
  readonly redirectUri: string
  /**
   * Resolves with the address of the first request for which `isAnswer` holds, once the browser has its page; with null on
   * timeout or after `close`. Stops listening then. Never rejects.
   */
  answer(isAnswer: (address: string) => boolean): Promise<string | null>
  close(): void
}

/**
 * Starts to listen. Only a GET of the callback's own path, under the callback's own host, is considered; everything else is a 404
 * that says nothing. Rejects with Node's error if the port cannot be had.
 */
export async function openLoopback(options: LoopbackOptions): Promise<Loopback> {
  const { registered } = options
  let isAnswer: (address: string) => boolean = () => false
  let settle: (address: string | null) => void = () => undefined
  const settled = new Promise<string | null>((resolve) => {
    settle = resolve
  })

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const address = addressOf(request, callback)
    if (address === null || !isAnswer(address)) {
      response.writeHead(404, headers).end()
      return
    }
    // Accept one answer only, even if the same one arrives again.
    isAnswer = () => false
    server.close()
    response.writeHead(200, headers).end(page(options))
    // Also if the browser has not read it to the end.
    response.once('close', () => {
      settle(address)
      close()
    })
  }
  const server = createServer({ requestTimeout: requestMilliseconds, headersTimeout: requestMilliseconds }, answer)
  server.maxConnections = mostConnections
  server.listen(registered.port ?? 0, registered.host)
  await once(server, 'listening')
  // Ignore connection errors: they are the browser's business.
  server.on('error', () => undefined)
  const redirectUri = registered.withPort((server.address() as AddressInfo).port)
  const callback = new URL(redirectUri)

  const timer = setTimeout(() => close(), options.patienceMilliseconds ?? patienceMilliseconds)
  function close(): void {
    clearTimeout(timer)
    settle(null)
    server.close()
    server.closeAllConnections()
  }

  return {
    redirectUri,
    answer(test) {
      isAnswer = test
      return settled
    },
    close,
  }
}

/** The requested address, if it may be the callback; else null. Another host means a page whose name was made to lead here. */
function addressOf({ method, url, headers: { host } }: IncomingMessage, callback: URL): string | null {
  if (method !== 'GET' || host !== callback.host || url?.startsWith('/') !== true) return null
  const address = new URL(callback.origin + url)
  return address.pathname === callback.pathname ? address.href : null
}

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  connection: 'close',
}

/** The page for the browser; the outcome is not known yet. The catalogue's texts contain no HTML. */
function page({ language, translate }: LoopbackOptions): string {
  return `<!doctype html><html lang="${language()}"><meta charset="utf-8"><title>Gazelle Keeper</title><p>${translate()('browser.answered')}</p></html>`
}
