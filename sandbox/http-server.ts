import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'

export type Handler = (request: Request, connection: HttpBindings) => Response | Promise<Response>

/** An HTTP server on 127.0.0.1 that can go down and come back at the same address. */
export interface HttpServer {
  /** `http://127.0.0.1:port`, without a trailing slash. Throws before the first start. */
  readonly url: string
  readonly port: number
  /** Listens on `port`, or on a free one if `port` is 0, or taken at the first start. Does nothing while it is up. */
  start(port: number): Promise<void>
  /** Stops listening and cuts all connections: nothing answers any more. Does nothing while it is down. */
  stop(): Promise<void>
}

export function httpServer(handler: Handler): HttpServer {
  const server = createAdaptorServer({
    fetch: (request, connection) => handler(request, connection as HttpBindings),
    overrideGlobalObjects: false,
  }) as Server
  let port = 0

  const listen = (wanted: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(wanted, '127.0.0.1', () => {
        server.off('error', reject)
        port = (server.address() as AddressInfo).port
        resolve()
      })
    })

  return {
    get url() {
      if (port === 0) throw new Error('The server has not been started.')
      return `http://127.0.0.1:${port}`
    },
    get port() {
      return port
    },
    async start(wanted) {
      if (server.listening) return
      try {
        await listen(wanted)
      } catch (error) {
        if (port !== 0 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
        await listen(0)
      }
    },
    stop() {
      return new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}
