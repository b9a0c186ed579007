import type { WebContents } from 'electron'
import { askMainFrame } from './main-frame.ts'

/** A page that somebody is using answers within some tens of milliseconds. */
const patienceMilliseconds = 1000

/**
 * Ends the process of a page that does not answer, so that it can be loaded again or forgotten: a script that never ends, a
 * print dialog or a box that is open holds it, and what is asked of it then is never done. Resolves when the page answers,
 * has been ended, or was not there. Never rejects.
 */
export async function endIfStuck(contents: WebContents): Promise<void> {
  if (contents.isDestroyed() || contents.isCrashed()) return
  let timer: NodeJS.Timeout | undefined
  const isStuck = await Promise.race([
    // Not the page's own `executeJavaScript`, which waits until it has loaded.
    askMainFrame<Promise<unknown> | null>(contents, (frame) => frame.executeJavaScript('0'), null)?.then(
      () => false,
      () => false,
    ) ?? false,
    new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(true), patienceMilliseconds)
    }),
  ])
  clearTimeout(timer)
  if (isStuck && !contents.isDestroyed()) contents.forcefullyCrashRenderer()
}
