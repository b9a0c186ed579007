import { app, type BrowserWindow, dialog } from 'electron'
import type { Translate } from '../../shared/catalogue/index.ts'

/** A page that dies again within this time is not reloaded without asking: the cause is still there. In milliseconds. */
const relapseMilliseconds = 5 * 60_000
/** Chromium's code for a load that gave way to another, or to the end of its window. */
const aborted = -3

let translate: (() => Translate) | null = null

/** Sets the texts for the question about a dead page; `words` gives the current language's. */
export function tellDeathsIn(words: () => Translate): void {
  translate = words
}

/**
 * Keeps a window of ours from staying white when its page's process ends (killed, crashed, out of memory), or when the page was not
 * loaded: reloads the page once. If it ends again within five minutes, a system dialogue asks the person, because endless
 * reloading would only use up the computer. `closing` is the dialogue's button that gives the window up.
 */
export function reviveAfterDeath(window: BrowserWindow, closing: 'do.close' | 'do.quit'): void {
  const { webContents } = window
  let diedAt = Number.NEGATIVE_INFINITY
  let question: AbortController | null = null
  webContents.on('render-process-gone', loadAnew)
  webContents.on('did-fail-load', (_event, code, _what, _url, isMainFrame) => {
    if (isMainFrame && code !== aborted) loadAnew()
  })
  // The page may be back meanwhile, because the window was opened again. It is not finished loads that are listened to: Electron
  // tells of its error page's, too.
  webContents.on('did-navigate', () => question?.abort())
  window.on('closed', () => question?.abort())

  function loadAnew(): void {
    const isRelapse = performance.now() - diedAt < relapseMilliseconds
    diedAt = performance.now()
    // Wait for the event to end: Chromium is still cleaning the process up.
    setImmediate(() => {
      if (window.isDestroyed()) return
      if (isRelapse) void ask()
      else webContents.reload()
    })
  }

  async function ask(): Promise<void> {
    const t = translate?.()
    if (t === undefined || question !== null) return
    question = new AbortController()
    const { signal } = question
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      title: app.getName(),
      message: t('window.died'),
      detail: t('window.died.what-now'),
      buttons: [t('do.try-again'), t(closing)],
      cancelId: 1,
      signal,
    })
    question = null
    if (signal.aborted || window.isDestroyed()) return
    if (response === 0) webContents.reload()
    else if (closing === 'do.quit') app.quit()
    else window.destroy()
  }
}

/** Reloads the window's page if it has died: a person wants to see it. */
export function reviveIfDead(window: BrowserWindow): void {
  if (window.webContents.isCrashed()) window.webContents.reload()
}
