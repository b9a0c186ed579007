import { app, type BrowserWindow, type BrowserWindowConstructorOptions, screen, type Tray } from 'electron'
import { bringInside } from '../bounds/keep-inside.ts'
import { readOptions } from '../options.ts'
import { createOwnWindow } from '../own-window.ts'
import { reviveIfDead } from '../renderer-deaths.ts'
import { placePopover, type Surroundings } from './place.ts'
import { hasTrayHost } from './tray-host.ts'

const width = 360
/** A press on the tray takes the focus away, and its release is the click: within this time they are one, in milliseconds. */
const clickMilliseconds = 500

/**
 * The small window beside the tray icon. It is made when it is opened, and destroyed when it has been closed for a while, so
 * that a keeper nobody looks at costs what a bare tray icon costs. On a desktop without a tray it is a window like any
 * other, and closing it ends the app: there would be no other way to.
 */
export class Popover {
  readonly #restMilliseconds: number
  readonly #trayHost: Promise<boolean>
  #window: BrowserWindow | null = null
  /** Whether it is to be seen, which it is once its content is there. */
  #isOpen = false
  #hasContent = false
  #standsAlone = false
  #surroundings: Surroundings | null = null
  #onShown = () => {}
  /** As the content needs it; told by the page. */
  #height = 400
  #blurredAt = Number.NEGATIVE_INFINITY
  #rest: NodeJS.Timeout | undefined

  /**
   * `restMilliseconds`: how long a closed popover is kept, so that it opens at once; `trayHost`: whether there is a tray.
   */
  constructor(restMilliseconds = readOptions().popoverRestMilliseconds, trayHost = hasTrayHost()) {
    this.#restMilliseconds = restMilliseconds
    this.#trayHost = trayHost.then((found) => {
      this.#standsAlone = !found
      return found
    })
  }

  /** A click on the tray icon: closes the popover if it is open, else calls `show`. */
  toggle(show: () => void): void {
    if (this.#standsAlone) this.#moveToTray()
    if (this.#isOpen) {
      this.hide()
      return
    }
    const closedByThisClick = performance.now() - this.#blurredAt < clickMilliseconds
    this.#blurredAt = Number.NEGATIVE_INFINITY
    if (!closedByThisClick) show()
  }

  /**
   * Shows it beside the icon as soon as its content is there. `onShown` is called when that is on the screen: whatever changes
   * what it shows would hold its first frame up.
   */
  show(tray: Tray, onShown = () => {}): void {
    clearTimeout(this.#rest)
    this.#isOpen = true
    this.#onShown = onShown
    this.#surroundings = surroundingsOf(tray)
    void this.#trayHost.then(() => {
      if (!this.#isOpen) return
      if (this.#window !== null) reviveIfDead(this.#window)
      this.#window ??= this.#create()
      if (this.#hasContent) this.#present(this.#window)
    })
  }

  /** Takes the height that the content needs, in pixels, as the page tells it. */
  fit(height: number): void {
    this.#height = height
    const window = this.#window
    if (window === null) return
    const isFirst = !this.#hasContent
    this.#hasContent = true
    if (isFirst && this.#isOpen) this.#present(window)
    else this.#place(window)
  }

  /** Hides it where it would be above the window that opens next. One without a tray stays: it is a window like that one. */
  makeWay(): void {
    if (!this.#standsAlone) this.hide()
  }

  hide(): void {
    const window = this.#window
    if (this.#standsAlone) {
      window?.minimize()
      return
    }
    this.#isOpen = false
    if (window === null) return
    window.hide()
    // Opened again by the mouse, nothing shows a focus that the keyboard has left behind.
    void window.webContents.executeJavaScript('document.activeElement?.blur()').catch(() => undefined)
    clearTimeout(this.#rest)
    this.#rest = setTimeout(() => window.destroy(), this.#restMilliseconds)
  }

  #present(window: BrowserWindow): void {
    this.#place(window)
    window.show()
    const onShown = this.#onShown
    void window.webContents.executeJavaScript('new Promise(requestAnimationFrame)').then(onShown, () => undefined)
  }

  #place(window: BrowserWindow): void {
    if (this.#standsAlone) {
      window.setContentSize(width, this.#height)
      bringInside(window)
    } else if (this.#surroundings !== null) {
      window.setBounds(placePopover({ width, height: this.#height }, this.#surroundings))
    }
  }

  #create(): BrowserWindow {
    const standsAlone = this.#standsAlone
    const options: BrowserWindowConstructorOptions = {
      width,
      height: this.#height,
      useContentSize: true,
      show: false,
      resizable: false,
      maximizable: false,
      fullscreenable: false,
      frame: standsAlone,
      minimizable: standsAlone,
      skipTaskbar: !standsAlone,
      // On Linux Electron skips no taskbar; panels and window managers leave out a window of this type by themselves.
      ...(process.platform === 'linux' && !standsAlone ? { type: 'toolbar' } : {}),
      alwaysOnTop: !standsAlone,
    }
    const window = createOwnWindow('popover', options, undefined, standsAlone ? 'do.quit' : 'do.close')
    window.removeMenu()
    if (!standsAlone) {
      window.on('blur', () => {
        if (!this.#isOpen) return
        this.#blurredAt = performance.now()
        this.hide()
      })
      // Nobody sees it: the next opening makes a new one.
      window.webContents.on('render-process-gone', () => this.#isOpen || window.destroy())
    }
    window.on('closed', () => {
      clearTimeout(this.#rest)
      this.#window = null
      this.#isOpen = false
      this.#hasContent = false
      if (this.#standsAlone) app.quit()
    })
    return window
  }

  /** A click on the icon proves that there is a tray, of the older kind that no watcher speaks for. */
  #moveToTray(): void {
    this.#standsAlone = false
    this.#window?.destroy()
  }
}

function surroundingsOf(tray: Tray): Surroundings {
  return {
    icon: tray.getBounds(),
    // Wayland tells a program where the cursor is only while it is above the program's own windows.
    cursor: process.env['XDG_SESSION_TYPE'] === 'wayland' ? null : screen.getCursorScreenPoint(),
    screens: [screen.getPrimaryDisplay(), ...screen.getAllDisplays()],
  }
}
