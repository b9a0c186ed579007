import { Observed } from '../../core/base/observed.ts'

/** What tells where the person is; Electron's `app` does. */
export interface FocusEvents<W> {
  on(event: 'browser-window-focus' | 'browser-window-blur', listener: (event: unknown, window: W) => void): unknown
}

export interface AttentionOptions<W> {
  readonly app: FocusEvents<W>
  /** Whether a window is the one that is meant. */
  readonly isMeant: (window: W) => boolean
  /** Whether the window that is meant is the one in front of the person. */
  readonly isInFront: () => boolean
  /** How long the window counts without being in front, in milliseconds. */
  readonly lastsMilliseconds: number
}

/**
 * Whether somebody is at a window: while it is in front, and for a while after it was. It may well be behind another in the
 * middle of a sign-in, where a code comes by email or the password is looked up; one that was minimised and forgotten is
 * not being dealt with. In front of a person who has left it still waits for that person, in the middle of the screen.
 */
export class Attention<W> {
  readonly isThere = new Observed(false)
  readonly #options: AttentionOptions<W>
  #timer: NodeJS.Timeout | undefined

  constructor(options: AttentionOptions<W>) {
    this.#options = options
    const look = (_event: unknown, window: W) => options.isMeant(window) && this.begin()
    options.app.on('browser-window-focus', look)
    options.app.on('browser-window-blur', look)
  }

  /** The window was opened, or had or lost the focus. */
  begin(): void {
    clearTimeout(this.#timer)
    if (!this.isThere.value) this.isThere.set(true)
    const end = () => (this.#options.isInFront() ? this.begin() : this.isThere.set(false))
    this.#timer = setTimeout(end, this.#options.lastsMilliseconds)
    this.#timer.unref()
  }
}
