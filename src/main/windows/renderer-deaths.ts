import { app, type BrowserWindow, dialog } from 'electron'
import type { Translate } from '../../shared/catalogue/index.ts'

/** A page that dies again within this time is not loaded a second time unasked: what ends it is still there. In milliseconds. */
const relapseMilliseconds = 5 * 60_000

let translate: (() => Translate) | null = null

/** What a page's end is told in; gives the language of the moment. */
export function tellDeathsIn(words: () => Translate): void {
  translate = words
}

/**
 * Keeps a window of ours from staying white when its page's process ends (killed, crashed, out of memory): loads it anew,
 * once. When it ends again within five minutes the person is asked, in a box of the system's: trying for ever would
 * only use up the computer. Takes what the box's button says that gives the window up.
 */
export function reviveAfterDeath(window: BrowserWindow, closing: 'do.close' | 'do.quit'): void {
  const { webContents } = window
  let diedAt = Number.NEGATIVE_INFINITY
  let question: AbortController | null = null
  webContents.on('render-process-gone', () => {
    const isRelapse = performance.now() - diedAt < relapseMilliseconds
    diedAt = performance.now()
    // Not from within the event: Chromium is still putting the process away.
    setImmediate(() => {
      if (window.isDestroyed()) return
      if (isRelapse) void ask()
      else webContents.reload()
    })
  })
  // Opened again meanwhile, it may be there again.
  webContents.on('did-finish-load', () => question?.abort())
  window.on('closed', () => question?.abort())

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

/** Loads a window's page that has died anew: somebody wants to see it. */
export function reviveIfDead(window: BrowserWindow): void {
  if (window.webContents.isCrashed()) window.webContents.reload()
}
