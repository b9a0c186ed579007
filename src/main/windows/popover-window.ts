import { app, type BrowserWindow, type BrowserWindowConstructorOptions, dialog, type Rectangle, screen } from 'electron'
import type { Translate } from '../../shared/catalogue/index.ts'
import { readOptions } from '../system/options.ts'
import type { TrayHost } from '../system/tray-host.ts'
import { bringInside } from './keep-inside.ts'
import { createOwnWindow } from './own-window.ts'
import { placePopover, type Surroundings } from './place.ts'
import { reviveIfDead } from './renderer-deaths.ts'

const width = 360
/** Pressing the tray icon takes the focus away, and releasing it clicks: within this time they are one click, in milliseconds. */
const clickMilliseconds = 500

/**
 * The small window beside the tray icon. It is made when opened and destroyed some time after it was closed, so that a keeper
 * nobody looks at costs no more than a bare tray icon. On a desktop without a tray it is an ordinary window, and closing it asks
 * whether to quit the app: there is no other way to quit, and nobody should quit unawares.
 */
export class PopoverWindow {
  readonly #restMilliseconds: number
  readonly #trayHost: TrayHost
  readonly #translate: () => Translate
  #window: BrowserWindow | null = null
  /** Whether the current window is an ordinary one. It stays one when a tray appears, so that no window vanishes. */
  #isFramed = false
  #isAsking = false
  #isQuitting = false
  /** Whether the popover is open; it is shown once its content is there. */
  #isOpen = false
  #hasContent = false
  #surroundings: Surroundings | null = null
  #onShown = () => {}
  /** The height that the content needs, in pixels, as the page reports it. */
  #height = 400
  #blurredAt = Number.NEGATIVE_INFINITY
  #rest: NodeJS.Timeout | undefined

  /**
   * `trayHost`: whether there is a tray; `translate` gives the current language's texts; `restMilliseconds`: how long a closed
   * popover is kept, so that it reopens at once.
   */
  constructor(
    trayHost: TrayHost,
    translate: () => Translate,
    restMilliseconds = readOptions().popoverRestMilliseconds,
  ) {
    this.#trayHost = trayHost
    this.#translate = translate
    this.#restMilliseconds = restMilliseconds
    app.on('before-quit', () => {
      this.#isQuitting = true
    })
  }

  get #standsAlone(): boolean {
    return this.#trayHost.isThere.value === false
  }

  /** Whether a person has it before them. */
  get isOpen(): boolean {
    return this.#window?.isVisible() === true && this.#window.isFocused()
  }

  /** A click on the tray icon: closes the popover if it is open, else calls `show`. */
  toggle(show: () => void): void {
    this.#trayHost.prove()
    // The tray is there: from now on the popover stands beside its icon.
    if (this.#isFramed) this.#window?.destroy()
    if (this.#isOpen) {
      this.hide()
      return
    }
    const closedByThisClick = performance.now() - this.#blurredAt < clickMilliseconds
    this.#blurredAt = Number.NEGATIVE_INFINITY
    if (!closedByThisClick) show()
  }

  /**
   * Shows the popover beside the icon as soon as its content is there. `onShown` is called once that is on the screen: a change
   * of content any earlier would delay the first frame.
   */
  show(icon: Rectangle, onShown = () => {}): void {
    clearTimeout(this.#rest)
    this.#isOpen = true
    this.#onShown = onShown
    this.#surroundings = surroundingsOf(icon)
    void this.#trayHost.known().then(() => {
      if (!this.#isOpen) return
      if (this.#window !== null) reviveIfDead(this.#window)
      this.#window ??= this.#create()
      if (this.#hasContent) this.#present(this.#window)
    })
  }

  /** Takes the height that the content needs, in pixels, as the page reports it. */
  fit(height: number): void {
    this.#height = height
    const window = this.#window
    if (window === null) return
    const isFirst = !this.#hasContent
    this.#hasContent = true
    if (isFirst && this.#isOpen) this.#present(window)
    else this.#place(window)
  }

  /** Hides the popover if it would cover the window that opens next. An ordinary window stays. */
  makeWay(): void {
    if (!this.#isFramed) this.hide()
  }

  hide(): void {
    const window = this.#window
    if (this.#isFramed) {
      if (this.#standsAlone) window?.minimize()
      else window?.destroy()
      return
    }
    this.#isOpen = false
    if (window === null) return
    window.hide()
    // Clear the keyboard's focus, so that the popover shows none when the mouse opens it again.
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
    if (this.#isFramed) {
      window.setContentSize(width, this.#height)
      bringInside(window)
    } else if (this.#surroundings !== null) {
      window.setBounds(placePopover({ width, height: this.#height }, this.#surroundings))
    }
  }

  #create(): BrowserWindow {
    const isFramed = this.#standsAlone
    this.#isFramed = isFramed
    const options: BrowserWindowConstructorOptions = {
      width,
      height: this.#height,
      useContentSize: true,
      show: false,
      resizable: false,
      maximizable: false,
      fullscreenable: false,
      frame: isFramed,
      minimizable: isFramed,
      skipTaskbar: !isFramed,
      // On Linux, Electron ignores `skipTaskbar`; panels and window managers leave out a window of this type.
      ...(process.platform === 'linux' && !isFramed ? { type: 'toolbar' } : {}),
      alwaysOnTop: !isFramed,
    }
    const window = createOwnWindow('popover', options, undefined, isFramed ? 'do.quit' : 'do.close')
    window.removeMenu()
    if (isFramed) {
      window.on('close', (event) => {
        if (this.#isQuitting || !this.#standsAlone) return
        event.preventDefault()
        void this.#askToQuit(window)
      })
    } else {
      window.on('blur', () => {
        if (!this.#isOpen) return
        this.#blurredAt = performance.now()
        this.hide()
      })
      // A hidden popover needs no revival: the next opening makes a new one.
      window.webContents.on('render-process-gone', () => this.#isOpen || window.destroy())
    }
    window.on('closed', () => {
      clearTimeout(this.#rest)
      this.#window = null
      this.#isOpen = false
      this.#isFramed = false
      this.#hasContent = false
    })
    return window
  }

  /** Closing would leave nothing of the app in sight: the person chooses to minimise it or to quit. */
  async #askToQuit(window: BrowserWindow): Promise<void> {
    if (this.#isAsking) return
    this.#isAsking = true
    const t = this.#translate()
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: t('leave.title'),
      detail: t('leave.detail'),
      buttons: [t('leave.stay'), t('do.quit')],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    this.#isAsking = false
    if (response === 1) app.quit()
    else if (!window.isDestroyed()) window.minimize()
  }
}

function surroundingsOf(icon: Rectangle): Surroundings {
  return {
    icon,
    // Wayland tells a program where the cursor is only above the program's own windows.
    cursor: process.env['XDG_SESSION_TYPE'] === 'wayland' ? null : screen.getCursorScreenPoint(),
    screens: [screen.getPrimaryDisplay(), ...screen.getAllDisplays()],
  }
}
