import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newKeyPair, signFeed } from '../../scripts/dist/updates/sign-feed.ts'
import type { Feed, Release, ReleaseFile } from '../../src/core/updates/feed.ts'
import type { UpdateSource } from '../../src/core/updates/source.ts'

const day = 24 * 60 * 60_000

/** A server of updates on this computer, which does to what it serves whatever a test wants. */
export class LocalFeed {
  readonly keys = newKeyPair()
  /** What lies there, by name. */
  readonly content = new Map<string, Buffer>()
  /** What was asked for, in order. */
  readonly asked: string[] = []
  /** Answers in the place of the server; gives whether it has. */
  answer: (request: IncomingMessage, response: ServerResponse) => boolean = () => false
  readonly #server: Server

  /** The feed's; it stays what it was once the server is closed. */
  readonly address: string

  private constructor(server: Server, port: number) {
    this.#server = server
    this.address = `http://127.0.0.1:${port}/updates/feed.json`
  }

  static async open(): Promise<LocalFeed> {
    const server = createServer((request, response) => feed.#serve(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const feed = new LocalFeed(server, (server.address() as AddressInfo).port)
    return feed
  }

  get source(): UpdateSource {
    return { address: this.address, keys: [this.keys.publicKey] }
  }

  /** Puts a release's file there, and describes it. */
  put(content: Buffer, name = 'gazelle-keeper-app-0.2.0-x86_64.AppImage'): ReleaseFile {
    this.content.set(name, content)
    const sha512 = createHash('sha512').update(content).digest('hex')
    return { program: 'app', format: 'appimage', architecture: 'x64', name, size: content.length, sha512 }
  }

  /** Signs a feed of these releases, and puts it there. */
  publish(releases: readonly Release[], times: Partial<Pick<Feed, 'made' | 'expires'>> = {}): Feed {
    const feed = { made: Date.now(), expires: Date.now() + 30 * day, ...times, releases }
    this.content.set('feed.json', Buffer.from(signFeed(feed, [this.keys.privateKey])))
    return feed
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const name = (request.url ?? '').replace(/^\/updates\//, '')
    this.asked.push(name)
    if (this.answer(request, response)) return
    const content = this.content.get(name)
    if (content === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-length': content.length }).end(content)
  }
}

export const releaseOf = (version: string, files: readonly ReleaseFile[], rest: Partial<Release> = {}): Release => ({
  version,
  channel: 'stable',
  released: Date.now(),
  share: 100,
  news: [['Added', [`What ${version} brings.`]]],
  files,
  ...rest,
})
