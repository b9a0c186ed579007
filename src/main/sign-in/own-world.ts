import type { WebContents } from 'electron'

/** An isolated world of the app's, which the page's scripts cannot see. Any number but 0 and Electron's 999. */
const ownWorld = 1001

/**
 * Asks a page a yes-or-no question: an expression, run where the page's scripts can neither see nor change it. Resolves to false
 * if the page is gone, has gone on meanwhile, or does not let scripts run.
 */
export async function askPage(contents: WebContents, expression: string): Promise<boolean> {
  if (contents.isDestroyed() || contents.isCrashed()) return false
  const url = contents.getURL()
  try {
    const answer = await contents.executeJavaScriptInIsolatedWorld(ownWorld, [{ code: expression }])
    return answer === true && !contents.isDestroyed() && contents.getURL() === url
  } catch {
    return false
  }
}
