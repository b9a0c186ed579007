/** Electron's `app.dock`, on macOS alone. */
export interface Dock {
  /** Resolves when the icon is there. */
  show(): Promise<void>
  hide(): void
}

/** What is needed of a window: its coming and going. */
export interface DockedWindow {
  on(event: 'show' | 'hide' | 'closed', hear: () => void): unknown
  isDestroyed(): boolean
  isVisible(): boolean
  focus(): void
}

/**
 * For a second after it was shown, Electron does not hide the icon (`Browser::DockHide`): macOS would leave another one behind.
 * In milliseconds.
 */
const hideMilliseconds = 1_100

/**
 * The app's icon in the Dock, which is there while a window is open: without it a window is in no Cmd+Tab, and one that is
 * behind others is hard to find. It is hidden when the app starts. Null where there is no Dock.
 */
export class DockIcon {
  readonly #dock: Dock | null
  readonly #shown = new Set<DockedWindow>()
  #timer: NodeJS.Timeout | undefined

  constructor(dock: Dock | null) {
    this.#dock = dock
  }

  /** Shows the icon whenever this window is to be seen, which it is not yet. */
  follow(window: DockedWindow): void {
    const dock = this.#dock
    if (dock === null) return
    window.on('show', () => {
      clearTimeout(this.#timer)
      const isFirst = this.#shown.size === 0
      this.#shown.add(window)
      if (!isFirst) return
      // The app that becomes another kind of app loses the focus.
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
