import type { Session } from 'electron'

/** Everything that a page may do in a browser but one: stop its reader by a box or by the print dialog ("allow-modals"). */
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
 * Keeps the pages of one window from opening the print dialog, which Electron has no setting for: their documents are
 * answered with one more `Content-Security-Policy`, `sandbox` with everything allowed but modal boxes. Frames in them
 * inherit it. Takes the id of the window's web contents; gives the way to end it.
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
