import { linkIn } from '../../shared/sign-in-link.ts'

/** The part of Electron's `app` that hands links over. */
export interface LinkSource {
  on(event: 'second-instance', listener: (event: unknown, args: string[]) => void): unknown
  on(event: 'open-url', listener: (event: { preventDefault(): void }, url: string) => void): unknown
}

/**
 * The link that asks for a sign-in, however the system hands it over: with the start, with a second start, or on macOS by an event
 * that comes before the app is ready. Of what comes with a link nothing is read. Links from before somebody follows them are one.
 */
export class Links {
  #isAsked: boolean
  #open: (() => void) | null = null

  /** Takes the arguments that this app was started with. Call it before the app is ready. */
  constructor(app: LinkSource, args: readonly string[]) {
    this.#isAsked = linkIn(args) === 'sign-in'
    app.on('second-instance', (_event, others) => this.#hear(others))
    app.on('open-url', (event, url) => {
      event.preventDefault()
      this.#hear([url])
    })
  }

  /** Calls `open` for the link that has come, if one has, and for each that comes. */
  follow(open: () => void): void {
    this.#open = open
    if (this.#isAsked) open()
    this.#isAsked = false
  }

  #hear(args: readonly string[]): void {
    if (linkIn(args) !== 'sign-in') return
    if (this.#open === null) this.#isAsked = true
    else this.#open()
  }
}
