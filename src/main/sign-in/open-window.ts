import type { BrowserWindow, WebContents, WebContentsView } from 'electron'
import { boundsFor } from '../windows/keep-inside.ts'
import { createOwnWindow } from '../windows/own-window.ts'
import type { AuthorizationFlow } from './authorization.ts'
import type { PopUps } from './pop-ups.ts'

/** A smaller screen makes it smaller. */
const usualSize = { width: 1024, height: 800 }

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

/** Opens the window, where it was when it was last closed (`last`). The guide's page in it must not give it another title. */
export function createGuideWindow(last: unknown, title: string): BrowserWindow {
  const bounds = boundsFor(last, usualSize)
  const window = createOwnWindow('guide', { ...bounds, minWidth: 480, minHeight: 480, title, autoHideMenuBar: true })
  window.on('page-title-updated', (event) => event.preventDefault())
  return window
}

/** Closes what is still there of it. A view does not go with its window, nor a window with its page. */
export function takeDown({ window, page, popUps }: Open): void {
  popUps.closeAll()
  if (!window.isDestroyed()) window.destroy()
  if (!page.isDestroyed()) page.close()
}
