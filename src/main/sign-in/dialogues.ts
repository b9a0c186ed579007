import { BrowserWindow, dialog, type WebContents, type WebFrameMain, type WebPreferences } from 'electron'
import type { Translate } from '../../shared/catalogue/index.ts'
import { askMainFrame } from './main-frame.ts'

/** So many boxes may a page show before its reader has pressed or typed anything in it again. The rest get no answer. */
const mostUnasked = 2
/** A box with more would be higher than the screen. */
const mostCharacters = 500

/** What Electron tells of a script that calls `alert`, `confirm` or `prompt`; the page waits for the answer. */
interface Asked {
  readonly frame: WebFrameMain
  readonly dialogType: 'alert' | 'confirm' | 'prompt'
  readonly messageText: string
}
type Answer = (isAccepted: boolean, text: string) => void

/** For a page that nobody sees: what its scripts ask is answered with no, and nothing is shown. */
export const withoutDialogues: WebPreferences = { disableDialogs: true }

/** Electron's own way to end a page's boxes; for a newer Electron that asks for them by another event. */
export function boundedDialogues(t: Translate): WebPreferences {
  return { safeDialogs: true, safeDialogsMessage: t('sign-in.dialogue.no-more') }
}

/**
 * Shows what a page's scripts say under the name of the page: Electron's own box names nobody, so that it reads as the
 * app's. Only a few without a word of the reader between them, so that no page can hold the window. Electron has no `prompt`:
 * it throws.
 *
 * The two events are Electron's own and in no documentation; they are the same from 33 to 45 (docs/decisions/0025).
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
  // The page goes elsewhere, or ends: nobody waits for the answer any more.
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

/** The host that speaks in the frame, also where it has written the document itself; null: a document of nobody's. */
function hostOf({ origin }: WebFrameMain): string | null {
  const host = URL.canParse(origin) ? new URL(origin).host : ''
  return host === '' ? null : host
}

/**
 * Lets nobody hold on to a page: what its `beforeunload` wants is not asked about, neither when the page is left nor when
 * it ends. Whoever presses Reload, Cancel, Forget or Quit means it.
 */
export function letLeave(contents: WebContents): void {
  // What is prevented is the holding on.
  contents.on('will-prevent-unload', (event) => event.preventDefault())
}
