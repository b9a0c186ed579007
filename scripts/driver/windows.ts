import { setTimeout as pause } from 'node:timers/promises'
import type { ElectronApplication, Page } from '@playwright/test'

/** How long a window may take to appear, in milliseconds: generous, for slow machines. */
const patienceMilliseconds = 60_000

/** The popover, once its scripts run: its first paint does not respond. One that closes meanwhile gives way to the next. */
export async function popoverOf(app: ElectronApplication): Promise<Page> {
  for (;;) {
    const page = await windowAt(app, (url) => url.startsWith('keeper://app/popover.html'))
    try {
      await page.locator('#root:not([inert]) > *').waitFor({ timeout: patienceMilliseconds })
      return page
    } catch (error) {
      if (!page.isClosed()) throw error
    }
  }
}

/** The settings, once they are there. */
export function settingsOf(app: ElectronApplication): Promise<Page> {
  return windowAt(app, (url) => url.startsWith('keeper://app/settings.html'))
}

/** The guide bar of the sign-in window, once it exists. */
export function guideOf(app: ElectronApplication): Promise<Page> {
  return windowAt(app, (url) => url.startsWith('keeper://app/guide.html'))
}

/** Gazelle's page in the sign-in window, once it exists; or the browser's error page if it does not load. */
export function gazellePageOf(app: ElectronApplication, gazelleUrl: string): Promise<Page> {
  return windowAt(app, (url) => url.startsWith(gazelleUrl) || url.startsWith('chrome-error:'))
}

async function windowAt(app: ElectronApplication, isIt: (url: string) => boolean): Promise<Page> {
  const deadline = performance.now() + patienceMilliseconds
  for (;;) {
    const found = app.windows().find((page) => !page.isClosed() && isIt(page.url()))
    if (found !== undefined) return found
    const left = deadline - performance.now()
    if (left <= 0) {
      const known = app.windows().map((page) => page.url())
      throw new Error(`The window did not appear; there are: ${known}; in main: ${await windowsInMain(app)}`)
    }
    // A window is known before its address, and no event tells of both: look again soon, which costs nothing.
    await pause(20)
  }
}

/** The addresses of the windows that main has, and whether each is to be seen. */
function windowsInMain(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((it) => `${it.webContents.getURL()}${it.isVisible() ? '' : ' (hidden)'}`),
  )
}

/** Fills in the sandbox's sign-in form and sends it, whichever language it speaks. */
export async function signInTo(page: Page, email: string, password: string): Promise<void> {
  await page.locator('input[type="email"]').fill(email)
  await page.locator('input[type="password"]').fill(password)
  await page.locator('form button[type="submit"]').click()
}
