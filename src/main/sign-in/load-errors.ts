import type { WebContents } from 'electron'
import type { CertificateFlaw } from '../../shared/snapshot.ts'
import type { Tell } from './phase.ts'

/** Chromium's code for a load that was overtaken by another, or whose page has ended. */
export const overtaken = -3

/** Chromium's code for more than twenty redirects in a row. */
const tooManyRedirects = -310

/**
 * Tells why a page does not load: a certificate that is not trusted (and never is: it is refused here), a proxy that wants a
 * password, or an unreachable server. The first two come with a detail, and before a `failed`.
 */
export function tellTroubles(contents: WebContents, tell: Tell): void {
  contents.on('certificate-error', (event, url, error, _certificate, trust, isMainFrame) => {
    event.preventDefault()
    trust(false)
    if (isMainFrame) tell({ phase: 'certificate', host: new URL(url).host, flaw: certificateFlawOf(error) })
  })
  // If nobody answers, Chromium goes on without a password: a proxy's password must not be typed into a page.
  contents.on('login', ({ defaultPrevented: isAnswered }, _details, { isProxy, host, port }) => {
    if (isProxy && !isAnswered) tell({ phase: 'proxy-auth', host: `${host}:${port}` })
  })
  contents.on('did-fail-load', (_event, code, _description, _url, isMainFrame) => {
    if (!isMainFrame || code === overtaken) return
    if (code === tooManyRedirects) tell('in-circles')
    tell('failed')
  })
  contents.on('render-process-gone', () => tell('failed'))
}

/** The flaw behind Chromium's name for an error ("net::ERR_CERT_DATE_INVALID"). */
export function certificateFlawOf(error: string): CertificateFlaw {
  switch (error.replace(/^net::/, '')) {
    case 'ERR_CERT_AUTHORITY_INVALID':
      return 'unknown-issuer'
    case 'ERR_CERT_DATE_INVALID':
      return 'out-of-date'
    case 'ERR_CERT_COMMON_NAME_INVALID':
      return 'wrong-name'
    case 'ERR_CERT_REVOKED':
      return 'revoked'
    default:
      return 'other'
  }
}
