import type { WebContents } from 'electron'
import { askMainFrame } from './main-frame.ts'

/** A page that somebody is using answers within some tens of milliseconds; a process that is ended is gone sooner. */
const patienceMilliseconds = 1000

/** Answered by a page that goes on; a page that is held by its print dialog runs scripts, but hears no messages. */
const hears = `new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => resolve(true)
  port2.postMessage(true)
})`

/**
 * Ends the process of a page that does not answer, so that it can be loaded again or forgotten: a script that never ends, a
 * print dialog or a box that is open holds it, and what is asked of it then is never done. Resolves when the page answers,
 * has been ended, or was not there. Never rejects.
 */
export async function endIfStuck(contents: WebContents): Promise<void> {
  if (contents.isDestroyed() || contents.isCrashed()) return
  // Not the page's own `executeJavaScript`, which waits until it has loaded.
  const answer = askMainFrame<Promise<unknown> | null>(contents, (frame) => frame.executeJavaScript(hears), null)
  if (answer !== null && !(await isInTime(answer))) await endProcess(contents)
}

/** Ends a page's process, and resolves once that has been told, so that whatever is loaded next is not taken for it. */
export async function endProcess(contents: WebContents): Promise<void> {
  if (contents.isDestroyed() || contents.isCrashed()) return
  const gone = new Promise((resolve) => contents.once('render-process-gone', resolve))
  contents.forcefullyCrashRenderer()
  await isInTime(gone)
}

/** Whether a promise settles, either way, while somebody would wait. */
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
