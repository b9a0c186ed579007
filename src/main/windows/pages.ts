import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { protocol, session } from 'electron'
import type { OwnPage } from '../../shared/ipc-schema.ts'
import { pageAt } from '../../shared/own-pages.ts'
import { type Beginning, begun } from './begun.ts'
import { cutOff, forbidDownloads } from './page-limits.ts'

/** The origin of the app's own pages; no other origin is trusted. */
export const pagesOrigin = 'keeper://app'

const folder = join(import.meta.dirname, '../renderer')
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; webrtc 'block'"

/** Registers the scheme. Call it before the app is ready. */
export function declarePages(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'keeper', privileges: { standard: true, secure: true, codeCache: true } },
  ])
}

/**
 * Serves the built renderer, and no other file, in a session that reaches no network and downloads nothing. Each page comes with
 * the beginning that `beginningOf` gives. Call it before the first page is loaded.
 */
export function servePages(beginningOf: (page: OwnPage) => Promise<Beginning>): void {
  forbidDownloads(session.defaultSession)
  // Not awaited: it takes effect before any page asks for something.
  void cutOff(session.defaultSession)
  protocol.handle('keeper', async (request) => {
    const { host, pathname } = new URL(request.url)
    const file = normalize(join(folder, decodeURIComponent(pathname)))
    const type = types[extname(file)]
    if (host !== 'app' || !file.startsWith(folder + sep) || type === undefined) return notFound()
    try {
      const page = pageAt(request.url)
      const body = page === null ? new Uint8Array(await readFile(file)) : await begunPage(file, beginningOf(page))
      return new Response(body, {
        headers: {
          'content-type': type,
          'content-security-policy': contentSecurityPolicy,
          'x-content-type-options': 'nosniff',
        },
      })
    } catch {
      return notFound()
    }
  })
}

async function begunPage(file: string, beginning: Promise<Beginning>): Promise<string> {
  return begun(...(await Promise.all([readFile(file, 'utf8'), beginning])))
}

function notFound(): Response {
  return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain' } })
}
