import { once } from 'node:events'
import {
  createServer as createHttpServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import type { Page } from '@playwright/test'
import { type SelfSigned, selfSigned } from './certificate.ts'

// What lies between the app and Gazelle, or beside Gazelle: other people's sites, and a proxy. All on this computer.

/**
 * A site by https, under whichever names; answers with what `answer` gives for the path, else 404. A path that ends in `.js`
 * is a script, every other one a page.
 */
export class Site {
  readonly port: number
  /** "Host path" of every request so far. */
  readonly requests: string[]
  /** The headers of every request so far, with its path. */
  readonly asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = []
  /** How many have knocked so far, with or without a request. */
  connections = 0
  readonly #certificate: SelfSigned
  readonly #hosts: readonly string[]
  readonly #close: () => Promise<void>

  private constructor(
    port: number,
    requests: string[],
    certificate: SelfSigned,
    hosts: readonly string[],
    close: () => Promise<void>,
  ) {
    this.port = port
    this.requests = requests
    this.#certificate = certificate
    this.#hosts = hosts
    this.#close = close
  }

  static async start(
    hosts: readonly string[],
    answer: (path: string) => string | undefined,
    certificate = selfSigned(hosts),
  ): Promise<Site> {
    const requests: string[] = []
    const server = createHttpsServer({ key: certificate.key, cert: certificate.cert }, (asked, answered) => {
      const path = asked.url ?? '/'
      requests.push(`${asked.headers.host} ${path}`)
      site.asked.push({ path, headers: asked.headers })
      const body = answer(path)
      const type = path.endsWith('.js') ? 'text/javascript' : 'text/html'
      answered.writeHead(body === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` }).end(body)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const close = async () => {
      server.closeAllConnections()
      server.close()
    }
    const site = new Site((server.address() as AddressInfo).port, requests, certificate, hosts, close)
    server.on('connection', () => {
      site.connections += 1
    })
    return site
  }

  /** What Electron is started with to find the site under its names, and to believe its certificate. */
  switches(): string[] {
    const rules = this.#hosts.map((host) => `MAP ${host} 127.0.0.1:${this.port}`)
    return [
      `--host-resolver-rules=${rules.join(', ')}`,
      `--ignore-certificate-errors-spki-list=${this.#certificate.spki}`,
    ]
  }

  close(): Promise<void> {
    return this.#close()
  }
}

/** A server on 127.0.0.1 that lets every page ask it anything; it writes down which credentials reached it, and where. */
export async function startCollector() {
  const collected: string[] = []
  const server = createHttpServer(({ method, headers, url }, answered) => {
    if (method === 'POST') collected.push(`${headers.host?.split(':')[0]}${url} ${headers.authorization}`)
    answered.setHeader('access-control-allow-origin', '*')
    answered.setHeader('access-control-allow-headers', 'authorization, x-gazelle-api-key')
    answered.end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    /** "host/path authorization" of every POST. */
    collected,
    port: (server.address() as AddressInfo).port,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** What a proxy is told by whoever has this user name and password. */
export function proxyAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

/**
 * A proxy on 127.0.0.1; `mayPass` says which requests go on, by their address ("host:port" of a tunnel) and by what they
 * tell the proxy of who sends them. The others are asked for a password.
 */
export async function startProxy(mayPass: (url: string, authorization: string | undefined) => boolean) {
  const passed: string[] = []
  const tunnels: string[] = []
  /** Everything that was told of who is there. */
  const told = new Set<string>()
  const mayGo = ({ url = '', headers }: IncomingMessage) => {
    const authorization = headers['proxy-authorization']
    if (authorization !== undefined) told.add(authorization)
    return mayPass(url, authorization)
  }
  const server = createHttpServer((asked: IncomingMessage, answered: ServerResponse) => {
    const url = asked.url ?? ''
    if (!mayGo(asked)) {
      answered.writeHead(407, { 'proxy-authenticate': 'Basic realm="Office"' }).end('Who are you?')
      return
    }
    passed.push(url)
    const onward = request(url, { method: asked.method, headers: asked.headers }, (answer) => {
      answered.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(answered)
    })
    onward.on('error', () => answered.destroy())
    asked.pipe(onward)
  })
  server.on('connect', (asked, socket, head) => {
    const { url = '' } = asked
    socket.on('error', () => undefined)
    tunnels.push(url)
    if (!mayGo(asked)) {
      const lines = ['HTTP/1.1 407 Who are you?', 'Proxy-Authenticate: Basic realm="Office"', 'Content-Length: 0']
      socket.end(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`)
      return
    }
    const { hostname, port } = new URL(`http://${url}`)
    const onward = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n')
      onward.write(head)
      onward.pipe(socket).pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    /** Every address that went through. */
    passed,
    /** "host:port" of every tunnel that was asked for. */
    tunnels,
    told,
    address: `127.0.0.1:${port}`,
    // Chromium leaves this computer's own addresses out unless told otherwise.
    switches: [`--proxy-server=127.0.0.1:${port}`, '--proxy-bypass-list=<-loopback>'],
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Lets a page lead to another, a moment after this has resolved: a page that goes takes the answer of its script with it. */
export async function leadTo(page: Page, url: string): Promise<void> {
  await page.evaluate((address) => {
    setTimeout(() => {
      location.href = address
    })
  }, url)
}
