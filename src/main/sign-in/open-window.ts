import type { BrowserWindow, WebContents, WebContentsView } from 'electron'
import type { AuthorizationFlow } from './authorization.ts'
import type { PopUps } from './pop-ups.ts'

/** One open window, from `begin` until the window or the page in it ends. */
export interface Open {
  readonly window: BrowserWindow
  readonly view: WebContentsView
  /** Gazelle's page in the view; the view itself forgets a page that has ended. */
  readonly page: WebContents
  readonly popUps: PopUps
  /** What it has handed on already: a page sends the same token with every request. */
  readonly taken: Set<string>
  /** The authorisation that is asked for; null: a token is taken out of the page's traffic. */
  authorization: AuthorizationFlow | null
  stopWatching: () => void
  barHeight: number
  isPageless: boolean
}

/** Closes what is still there of it. A view does not go with its window, nor a window with its page. */
export function takeDown({ window, page, popUps }: Open): void {
  popUps.closeAll()
  if (!window.isDestroyed()) window.destroy()
  if (!page.isDestroyed()) page.close()
}
