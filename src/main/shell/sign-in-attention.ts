import { app, BrowserWindow } from 'electron'
import type { Observed } from '../../core/base/observed.ts'
import { isSigningIn, type SignInPhase } from '../../shared/snapshot.ts'
import { pagesOrigin } from '../windows/pages.ts'
import { Attention } from './attention.ts'

/** Follows whether somebody is at the sign-in window. `lastsMilliseconds`: how long it counts without the focus. */
export function followSignInAttention(phase: Observed<SignInPhase>, lastsMilliseconds: number): Observed<boolean> {
  const attention = new Attention<BrowserWindow>({
    app,
    isMeant: isSignInWindow,
    isInFront: () => {
      const window = BrowserWindow.getFocusedWindow()
      return window !== null && isSignInWindow(window) && !window.isMinimized()
    },
    lastsMilliseconds,
  })
  let wasOpen = false
  phase.subscribe((value) => {
    const isOpen = isSigningIn(value)
    // A window that opens without getting the focus counts as well.
    if (isOpen && !wasOpen) attention.begin()
    wasOpen = isOpen
  })
  return attention.isThere
}

function isSignInWindow(window: BrowserWindow): boolean {
  return !window.isDestroyed() && window.webContents.getURL().startsWith(`${pagesOrigin}/guide.html`)
}
