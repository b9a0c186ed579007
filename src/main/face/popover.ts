import { type BrowserWindow, type Rectangle, screen, type Tray } from 'electron'
import { createOwnWindow } from '../own-window.ts'

const width = 360
const margin = 8

/** The small window beside the tray icon. It is made when it is first opened. */
export class Popover {
  #window: BrowserWindow | null = null
  /** A click on the tray takes the focus away first: without this, closing by click would open it again. */
  #hiddenAt = 0
  #icon: Rectangle = { x: 0, y: 0, width: 0, height: 0 }
  /** As the content needs it; told by the page. */
  #height = 400

  /** Hides the popover if it is open, else calls `show`. */
  toggle(show: () => void): void {
    if (this.#window?.isVisible() || Date.now() - this.#hiddenAt < 200) this.hide()
    else show()
  }

  show(tray: Tray): void {
    this.#icon = tray.getBounds()
    if (this.#window === null) this.#window = this.#create()
    else this.#present(this.#window)
  }

  #present(window: BrowserWindow): void {
    this.#place(window)
    window.show()
  }

  #place(window: BrowserWindow): void {
    window.setBounds(placeBeside(this.#icon, { width, height: this.#height }))
  }

  /** Takes the height that the content needs, in pixels, as the page tells it. */
  fit(height: number): void {
    this.#height = height
    if (this.#window !== null) this.#place(this.#window)
  }

  hide(): void {
    this.#hiddenAt = Date.now()
    this.#window?.hide()
  }

  #create(): BrowserWindow {
    const window = createOwnWindow('popover', {
      width,
      height: this.#height,
      show: false,
      frame: false,
      resizable: false,
      maximizable: false,
      minimizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
    })
    window.once('ready-to-show', () => this.#present(window))
    window.on('blur', () => this.hide())
    window.on('closed', () => {
      this.#window = null
    })
    return window
  }
}

/** The popover's corner: by the icon where its place is known, else (Linux tells all zeros) by the cursor's screen. */
function placeBeside(icon: Rectangle, size: { width: number; height: number }): Rectangle {
  const isKnown = icon.width > 0 && icon.height > 0
  const cursor = screen.getCursorScreenPoint()
  const { workArea } = isKnown ? screen.getDisplayMatching(icon) : screen.getDisplayNearestPoint(cursor)
  const center = isKnown ? icon.x + icon.width / 2 : workArea.x + workArea.width
  const isIconAbove = isKnown ? icon.y < workArea.y + workArea.height / 2 : cursor.y < workArea.y + workArea.height / 2
  const right = workArea.x + workArea.width - size.width - margin
  const bottom = workArea.y + workArea.height - size.height - margin
  return {
    ...size,
    x: Math.round(Math.min(Math.max(center - size.width / 2, workArea.x + margin), right)),
    y: Math.round(isIconAbove ? workArea.y + margin : bottom),
  }
}
