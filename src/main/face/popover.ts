import { type BrowserWindow, type Rectangle, screen, type Tray } from 'electron'
import { createOwnWindow } from '../own-window.ts'

const size = { width: 360, height: 480 }
const margin = 8

/** The small window beside the tray icon. It is made when it is first opened. */
export class Popover {
  #window: BrowserWindow | null = null
  /** A click on the tray takes the focus away first: without this, closing by click would open it again. */
  #hiddenAt = 0

  toggle(tray: Tray): void {
    if (this.#window?.isVisible() || Date.now() - this.#hiddenAt < 200) this.hide()
    else this.show(tray)
  }

  show(tray: Tray): void {
    const window = this.#window ?? this.#create()
    const { x, y } = placeBeside(tray.getBounds())
    window.setPosition(x, y)
    if (window.webContents.isLoading()) window.once('ready-to-show', () => window.show())
    else window.show()
  }

  hide(): void {
    this.#hiddenAt = Date.now()
    this.#window?.hide()
  }

  #create(): BrowserWindow {
    const window = createOwnWindow('popover', {
      ...size,
      show: false,
      frame: false,
      resizable: false,
      maximizable: false,
      minimizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
    })
    window.on('blur', () => this.hide())
    window.on('closed', () => {
      this.#window = null
    })
    this.#window = window
    return window
  }
}

/** The popover's corner: by the icon where its place is known, else (Linux tells all zeros) by the cursor's screen. */
function placeBeside(icon: Rectangle): { x: number; y: number } {
  const isKnown = icon.width > 0 && icon.height > 0
  const cursor = screen.getCursorScreenPoint()
  const { workArea } = isKnown ? screen.getDisplayMatching(icon) : screen.getDisplayNearestPoint(cursor)
  const center = isKnown ? icon.x + icon.width / 2 : workArea.x + workArea.width
  const isIconAbove = isKnown ? icon.y < workArea.y + workArea.height / 2 : cursor.y < workArea.y + workArea.height / 2
  const right = workArea.x + workArea.width - size.width - margin
  const bottom = workArea.y + workArea.height - size.height - margin
  return {
    x: Math.round(Math.min(Math.max(center - size.width / 2, workArea.x + margin), right)),
    y: Math.round(isIconAbove ? workArea.y + margin : bottom),
  }
}
