/** Electron's `app.dock`, which only macOS has. */
export interface Dock {
  /** Resolves when the icon is there. */
  show(): Promise<void>
  hide(): void
}

/** The part of a window that the Dock icon follows. */
export interface DockedWindow {
  on(event: 'show' | 'hide' | 'closed', hear: () => void): unknown
  isDestroyed(): boolean
  isVisible(): boolean
  focus(): void
}

/**
 * Electron does not hide the icon within a second of showing it (`Browser::DockHide`), because macOS would leave another one
 * behind. In milliseconds.
 */
const hideMilliseconds = 1_100

/**
 * The app's icon in the Dock, shown while a window is open: without it a window is missing from Cmd+Tab, and hard to find behind
 * others. It starts hidden. Without a Dock (null) nothing happens.
 */
export class DockIcon {
  readonly #dock: Dock | null
  readonly #shown = new Set<DockedWindow>()
  #timer: NodeJS.Timeout | undefined

  constructor(dock: Dock | null) {
    this.#dock = dock
  }

  /** Shows the icon whenever this window is visible. Call it before the window is shown. */
  follow(window: DockedWindow): void {
    const dock = this.#dock
    if (dock === null) return
    window.on('show', () => {
      clearTimeout(this.#timer)
      const isFirst = this.#shown.size === 0
      this.#shown.add(window)
      if (!isFirst) return
      // Gaining a Dock icon costs the app the focus.
      void dock.show().then(
        () => !window.isDestroyed() && window.isVisible() && window.focus(),
        () => undefined,
      )
    })
    const leave = () => {
      if (!this.#shown.delete(window) || this.#shown.size > 0) return
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => dock.hide(), hideMilliseconds)
    }
    window.on('hide', leave)
    window.on('closed', leave)
  }
}
