import type { BrowserWindow, WebContents, WebContentsView } from 'electron'

/** The height of the guide bar until its page reports the height it needs, in pixels. */
export const firstBarHeight = 96

/** How the bar and the page share their window. */
export interface BarAndPage {
  readonly window: BrowserWindow
  readonly view: WebContentsView
  /** The height that the bar's page needs, in pixels. */
  readonly barHeight: number
  /** Whether Gazelle's page is hidden: it shows nothing. */
  isPageless: boolean
}

/** Puts the bar on top, as high as it needs to be but two thirds of the window at most, and the page below. */
export function layOut({ window, view, barHeight }: BarAndPage): void {
  const { width, height } = window.getContentBounds()
  const top = Math.min(barHeight, Math.floor((height * 2) / 3))
  view.setBounds({ x: 0, y: top, width, height: height - top })
}

/** Hides the page where it shows nothing: the app's own page below it says what is wrong, and offers to try again. */
export function showInstead(open: BarAndPage, isPageless: boolean): void {
  const { window, view } = open
  if (open.isPageless === isPageless || view.webContents?.isDestroyed() !== false) return
  open.isPageless = isPageless
  view.setVisible(!isPageless)
  const shown = isPageless ? window.webContents : view.webContents
  if (window.isFocused()) shown.focus()
}

/** Moves the focus between the two pages by F6: Tab stays within one of them. */
export function leadByF6(bar: WebContents, page: WebContents): void {
  for (const [from, to] of [
    [bar, page],
    [page, bar],
  ] as const) {
    from.on('before-input-event', (event, { type, key }) => {
      if (type !== 'keyDown' || key !== 'F6') return
      event.preventDefault()
      to.focus()
    })
  }
}
