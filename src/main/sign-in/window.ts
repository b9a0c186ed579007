import { type BrowserWindow, type Session, WebContentsView } from 'electron'
import type { Credential } from '../../core/gazelle/credential.ts'
import type { Offer } from '../../core/keeper/keeper.ts'
import { Observed } from '../../core/observed.ts'
import { fingerprint } from '../../core/token/fingerprint.ts'
import { isSignInOpen, type SignInPhase } from '../../shared/snapshot.ts'
import { createOwnWindow } from '../own-window.ts'
import { openGazelleSession } from './gazelle-session.ts'
import { stopWatching, watchTraffic } from './traffic.ts'

/** The guide bar above Gazelle's page, in pixels. */
const barHeight = 72
/** How long "done" stays readable before the window closes. */
const farewellMilliseconds = 1500

export interface SignInOptions {
  readonly gazelleUrl: string
  readonly title: () => string
  /** The keeper's door for credentials. */
  readonly offer: (credential: Credential) => Promise<Offer>
  /** After this long without a token the person is told, in milliseconds. */
  readonly patienceMilliseconds: number
}

/**
 * The guided sign-in: Gazelle's own page under a slim bar of ours. It waits for a token in the page's traffic, offers it
 * to the keeper, and closes when the row holds one that works. Passwords are typed into Gazelle's page and never seen.
 */
export class SignInWindow {
  readonly phase = new Observed<SignInPhase>('closed')
  readonly #options: SignInOptions
  #open: { window: BrowserWindow; page: WebContentsView; session: Session } | null = null
  #quietTimer: NodeJS.Timeout | undefined
  /** What this window has offered already: a page sends the same token with every request. */
  readonly #offered = new Set<string>()

  constructor(options: SignInOptions) {
    this.#options = options
  }

  /** Opens the window, or brings it to the front. */
  show(): void {
    if (this.#open !== null) {
      this.#open.window.show()
      return
    }
    const session = openGazelleSession()
    const window = createOwnWindow('guide', {
      width: 1024,
      height: 800,
      minWidth: 480,
      minHeight: 480,
      title: this.#options.title(),
      autoHideMenuBar: true,
    })
    const page = new WebContentsView({
      webPreferences: { session, sandbox: true, contextIsolation: true, nodeIntegration: false },
    })
    this.#open = { window, page, session }
    window.contentView.addChildView(page)
    const layOut = () => {
      const { width, height } = window.getContentBounds()
      page.setBounds({ x: 0, y: barHeight, width, height: Math.max(0, height - barHeight) })
    }
    layOut()
    window.on('resize', layOut)
    // The guide page must not give the window its own title.
    window.on('page-title-updated', (event) => event.preventDefault())
    window.on('closed', () => this.#closed())
    this.#offered.clear()
    watchTraffic(session, this.#options.gazelleUrl, (credential) => void this.#take(credential))
    this.#guard(page)
    this.#follow(page)
    this.#load()
  }

  /** Loads Gazelle's first page again. */
  reload(): void {
    this.#offered.clear()
    if (this.#open !== null) this.#load()
  }

  close(): void {
    this.#open?.window.close()
  }

  #load(): void {
    this.#enter('loading')
    // A page that fails to load is told by `did-fail-load`.
    this.#open?.page.webContents.loadURL(this.#options.gazelleUrl).catch(() => undefined)
  }

  #guard(page: WebContentsView): void {
    const gazelle = new URL(this.#options.gazelleUrl).origin
    page.webContents.on('will-frame-navigate', (event) => {
      if (event.isMainFrame && originOf(event.url) !== gazelle) event.preventDefault()
    })
    page.webContents.on('will-redirect', (event) => {
      if (event.isMainFrame && originOf(event.url) !== gazelle) event.preventDefault()
    })
    page.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  }

  #follow(page: WebContentsView): void {
    page.webContents.on('did-navigate', (_event, _url, status) => {
      if (status >= 500) this.#enter('unreachable')
      else if (status >= 400) this.#enter('password-refused')
      else this.#enter('waiting')
    })
    page.webContents.on('did-fail-load', (_event, code, _description, _url, isMainFrame) => {
      // -3 is a load that another one overtook.
      if (isMainFrame && code !== -3) this.#enter('unreachable')
    })
    page.webContents.on('render-process-gone', () => this.#enter('unreachable'))
  }

  async #take(credential: Credential): Promise<void> {
    const mark = fingerprint(credential.accessToken)
    if (this.#offered.has(mark)) return
    this.#offered.add(mark)
    this.#enter('working')
    const offer = await this.#options.offer(credential)
    if (this.#open === null) return
    if (offer === 'refused') this.#enter('token-refused')
    else if (offer === 'held') this.#enter('held')
    else this.finish()
  }

  /** Says that the row holds a token that works, then closes. Called again when a held token could be saved after all. */
  finish(): void {
    if (this.#open === null) return
    this.#enter('done')
    const { window } = this.#open
    setTimeout(() => !window.isDestroyed() && window.close(), farewellMilliseconds)
  }

  #enter(phase: SignInPhase): void {
    if (this.#open === null && isSignInOpen(phase)) return
    clearTimeout(this.#quietTimer)
    // Once a token is at work, a page that goes on loading is no news.
    const isSettled = this.phase.value === 'working' || this.phase.value === 'done' || this.phase.value === 'held'
    if (isSettled && (phase === 'waiting' || phase === 'password-refused')) return
    if (phase === 'loading' || phase === 'waiting' || phase === 'password-refused') {
      this.#quietTimer = setTimeout(() => this.#enter('quiet'), this.#options.patienceMilliseconds)
    }
    if (phase !== this.phase.value) this.phase.set(phase)
  }

  #closed(): void {
    const open = this.#open
    const reached = this.phase.value
    this.#open = null
    if (open !== null) {
      stopWatching(open.session)
      // A view does not go with its window.
      open.page.webContents.close()
    }
    const isSolved = reached === 'done' || reached === 'held' || reached === 'working'
    this.#enter(isSolved ? 'closed' : 'cancelled')
  }
}

function originOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).origin : null
}
