import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { protocol, session } from 'electron'
import type { Language } from '../../shared/snapshot.ts'
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
/** The markup that a page shows first, and its language. */
export interface FirstPaint {
  readonly language: Language
  readonly markup: string
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
 * Serves the built renderer, and no other file, in a session that reaches no network and downloads nothing. The popover's page
 * comes with the content that `firstPaint` draws, so that it can be shown before its scripts start.
 */
export function servePages(firstPaint: () => Promise<FirstPaint>): void {
  forbidDownloads(session.defaultSession)
  // Not awaited: it takes effect before any page asks for something.
  void cutOff(session.defaultSession)
  protocol.handle('keeper', async (request) => {
    const { host, pathname } = new URL(request.url)
    const file = normalize(join(folder, decodeURIComponent(pathname)))
    const type = types[extname(file)]
    if (host !== 'app' || !file.startsWith(folder + sep) || type === undefined) return notFound()
    try {
      const isPopover = pathname === '/popover.html'
      const body = isPopover ? await drawn(file, firstPaint) : new Uint8Array(await readFile(file))
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

/** The page in `file` with its first paint, `inert` until its scripts can answer a press. */
async function drawn(file: string, firstPaint: () => Promise<FirstPaint>): Promise<string> {
  const [page, found] = await Promise.all([readFile(file, 'utf8'), firstPaint().catch(() => null)])
  // Without a first paint, the page draws itself later.
  if (found === null) return page
  return page
    .replace('<html lang="en">', `<html lang="${found.language}">`)
    .replace('<main id="root"></main>', () => `<main id="root" inert>${found.markup}</main>`)
}

function notFound(): Response {
  return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain' } })
}
