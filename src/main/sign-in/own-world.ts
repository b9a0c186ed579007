import type { WebContents } from 'electron'

/** A world of ours beside the page's own: its scripts see nothing of it. Any number but 0 and Electron's 999. */
const ownWorld = 1001

/**
 * Asks a page something that it answers with yes or no: an expression, run where the page's scripts can neither see nor
 * change it. Resolves to false for a page that is gone, that has gone on meanwhile, or that does not let scripts run.
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
