import type { WebContents } from 'electron'
import { askMainFrame } from './main-frame.ts'

/** A page in use answers within some tens of milliseconds; an ended process is gone sooner. */
const patienceMilliseconds = 1000

/** Resolves in a page that is running; a page held by its print dialog runs scripts, but receives no messages. */
const hears = `new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => resolve(true)
  port2.postMessage(true)
})`

/**
 * Ends the process of a page that does not answer, so that it can be loaded again or forgotten: an endless script, a print dialog
 * or an open box holds it, and requests to it are never carried out. Resolves when the page answers, has been ended, or was not
 * there. Never rejects.
 */
export async function endIfStuck(contents: WebContents): Promise<void> {
  if (contents.isDestroyed() || contents.isCrashed()) return
  // The page's own `executeJavaScript` would wait until it has loaded.
  const answer = askMainFrame<Promise<unknown> | null>(contents, (frame) => frame.executeJavaScript(hears), null)
  if (answer !== null && !(await isInTime(answer))) await endProcess(contents)
}

/** Ends a page's process, and resolves once Electron reports it, so that the next load is not mistaken for it. */
export async function endProcess(contents: WebContents): Promise<void> {
  if (contents.isDestroyed() || contents.isCrashed()) return
  const gone = new Promise((resolve) => contents.once('render-process-gone', resolve))
  contents.forcefullyCrashRenderer()
  await isInTime(gone)
}

/** Whether a promise settles, either way, within the patience. */
async function isInTime(promise: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, patienceMilliseconds, false)
  })
  const settled = promise.then(
    () => true,
    () => true,
  )
  try {
    return await Promise.race([settled, late])
  } finally {
    clearTimeout(timer)
  }
}
