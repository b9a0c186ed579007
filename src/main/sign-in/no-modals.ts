import type { Session } from 'electron'

/** Everything that a page may do in a browser, except to block its reader with a box or the print dialog ("allow-modals"). */
const allButModals = [
  'allow-downloads',
  'allow-forms',
  'allow-orientation-lock',
  'allow-pointer-lock',
  'allow-popups',
  'allow-popups-to-escape-sandbox',
  'allow-presentation',
  'allow-same-origin',
  'allow-scripts',
  'allow-storage-access-by-user-activation',
  'allow-top-navigation',
  'allow-top-navigation-to-custom-protocols',
].join(' ')

/**
 * Keeps the pages of one window from opening the print dialog, for which Electron has no setting: adds to their documents a
 * `Content-Security-Policy` of `sandbox` with everything allowed but modal boxes. Their frames inherit it. Takes the id of the
 * window's web contents; the returned function ends it.
 */
export function forbidModals(session: Session, webContentsId: number): () => void {
  const { webRequest } = session
  webRequest.onHeadersReceived({ urls: ['<all_urls>'], types: ['mainFrame'] }, (details, proceed) => {
    const responseHeaders = { ...details.responseHeaders }
    if (details.webContentsId !== webContentsId) return proceed({})
    const name = Object.keys(responseHeaders).find((each) => /^content-security-policy$/i.test(each))
    const policies = name === undefined ? [] : (responseHeaders[name] ?? [])
    proceed({
      responseHeaders: {
        ...responseHeaders,
        [name ?? 'Content-Security-Policy']: [...policies, `sandbox ${allButModals}`],
      },
    })
  })
  return () => webRequest.onHeadersReceived(null)
}
