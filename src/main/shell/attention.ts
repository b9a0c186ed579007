import { Observed } from '../../core/base/observed.ts'

/** The source of focus events: Electron's `app`. */
export interface FocusEvents<W> {
  on(event: 'browser-window-focus' | 'browser-window-blur', listener: (event: unknown, window: W) => void): unknown
}

export interface AttentionOptions<W> {
  readonly app: FocusEvents<W>
  /** Whether a window is the one in question. */
  readonly isMeant: (window: W) => boolean
  /** Whether that window is in front of the person. */
  readonly isInFront: () => boolean
  /** How long the window counts without being in front, in milliseconds. */
  readonly lastsMilliseconds: number
}

/**
 * Whether somebody is at a window: while it is in front, and for a while afterwards. In the middle of a sign-in it may well be
 * behind another, while a code comes by email or a password is looked up; a window that was minimised and forgotten stops
 * counting. One that is in front counts even if its person is away: it waits in the middle of the screen.
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

  /** The window was opened, or has got or lost the focus. */
  begin(): void {
    clearTimeout(this.#timer)
    if (!this.isThere.value) this.isThere.set(true)
    const end = () => (this.#options.isInFront() ? this.begin() : this.isThere.set(false))
    this.#timer = setTimeout(end, this.#options.lastsMilliseconds)
    this.#timer.unref()
  }
}
