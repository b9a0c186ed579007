import { BrowserWindow, dialog, type WebContents, type WebFrameMain, type WebPreferences } from 'electron'
import type { Translate } from '../../shared/catalogue/index.ts'
import { askMainFrame } from './main-frame.ts'

/** The most boxes that a page may show before the person presses or types something in it again. The rest get no answer. */
const mostUnasked = 2
/** A longer text would make the box higher than the screen. */
const mostCharacters = 500

/** Electron's account of a script that calls `alert`, `confirm` or `prompt`; the page waits for the answer. */
interface Asked {
  readonly frame: WebFrameMain
  readonly dialogType: 'alert' | 'confirm' | 'prompt'
  readonly messageText: string
}
type Answer = (isAccepted: boolean, text: string) => void

/** For a page that nobody sees: its scripts' questions are answered with no, and nothing is shown. */
export const withoutDialogues: WebPreferences = { disableDialogs: true }

/** Electron's own limit on a page's boxes, in case a newer Electron asks for them by another event. */
export function boundedDialogues(t: Translate): WebPreferences {
  return { safeDialogs: true, safeDialogsMessage: t('sign-in.dialogue.no-more') }
}

/**
 * Shows a page's script boxes under the page's name: Electron's own box names nobody, so it reads as if it were the app's. Only a
 * few appear without any input in between, so that no page can hold the window. `prompt` is turned down: Electron has none, and
 * throws.
 *
 * The two events are Electron's own and undocumented; they are the same from 33 to 45 (docs/decisions/0025).
 */
export function nameDialogues(contents: WebContents, translate: () => Translate): void {
  const events = contents as unknown as NodeJS.EventEmitter
  const open = new Set<AbortController>()
  let unasked = 0
  contents.on('input-event', (_event, { type }) => {
    if (type === 'mouseDown' || type === 'rawKeyDown' || type === 'touchEnd') unasked = 0
  })
  events.removeAllListeners('-run-dialog')
  events.on('-run-dialog', async ({ frame, dialogType, messageText }: Asked, answer: Answer) => {
    if (dialogType === 'prompt' || unasked >= mostUnasked) return answer(false, '')
    unasked++
    const t = translate()
    const box = new AbortController()
    open.add(box)
    const options = {
      title: t('sign-in.title'),
      message: t('sign-in.dialogue', {
        host: hostOf(frame) ?? askMainFrame(contents, hostOf, null) ?? t('sign-in.dialogue.page'),
      }),
      detail: messageText.slice(0, mostCharacters),
      buttons: dialogType === 'confirm' ? [t('do.ok'), t('do.cancel')] : [t('do.ok')],
      cancelId: dialogType === 'confirm' ? 1 : 0,
      signal: box.signal,
    }
    const owner = BrowserWindow.getAllWindows().find((window) => isShownIn(contents, window))
    const shown = owner === undefined ? dialog.showMessageBox(options) : dialog.showMessageBox(owner, options)
    const { response } = await shown.catch(() => ({ response: -1 }))
    open.delete(box)
    if (!box.signal.aborted && !contents.isDestroyed()) answer(response === 0, '')
  })
  // The page has gone elsewhere or ended: nobody waits for the answer any more.
  const putAway = () => {
    for (const box of open) box.abort()
  }
  events.on('-cancel-dialogs', putAway)
  contents.on('destroyed', putAway)
}

function isShownIn(contents: WebContents, window: BrowserWindow): boolean {
  if (window.isDestroyed()) return false
  const views = window.contentView.children as { webContents?: WebContents }[]
  return window.webContents === contents || views.some((view) => view.webContents === contents)
}

/** The host of the frame's origin, even if that origin wrote the document itself; null: an opaque origin. */
function hostOf({ origin }: WebFrameMain): string | null {
  const host = URL.canParse(origin) ? new URL(origin).host : ''
  return host === '' ? null : host
}

/** Lets a page always be left or closed: its `beforeunload` is not asked about. Reload, Cancel, Forget and Quit are meant. */
export function letLeave(contents: WebContents): void {
  // This prevents the page from preventing its unload.
  contents.on('will-prevent-unload', (event) => event.preventDefault())
}
