import type { WebContents, WebFrameMain } from 'electron'

/**
 * Asks a page's main frame something; returns `otherwise` if there is none. Electron throws ("Render frame was disposed") at the
 * first touch of a frame that is going away, or whose process has died, and no event comes before that.
 */
export function askMainFrame<T>(contents: WebContents, ask: (frame: WebFrameMain) => T, otherwise: T): T {
  if (contents.isDestroyed()) return otherwise
  try {
    return ask(contents.mainFrame)
  } catch {
    return otherwise
  }
}
