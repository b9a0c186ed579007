import { type BrowserWindow, WebContentsView } from 'electron'
import type { Credential } from '../../core/gazelle/credential.ts'
import type { Offer } from '../../core/keeper/keeper.ts'
import { Observed } from '../../core/observed.ts'
import { fingerprint } from '../../core/token/fingerprint.ts'
import type { SecretKeeping, SignInPhase } from '../../shared/snapshot.ts'
import { createOwnWindow } from '../own-window.ts'
import { openGazelleSession } from './gazelle-session.ts'
import { isWaiting, nextPhase, type SignInEvent } from './phase.ts'
import { watchTraffic } from './traffic.ts'

/** The guide bar above Gazelle's page, in pixels. */
const barHeight = 72
/** How long "done" stays readable before the window closes. */
const farewellMilliseconds = 1500
/** Chromium's code for a load that another one overtook. */
const overtaken = -3

export interface SignInOptions {
  readonly gazelleUrl: string
  readonly title: string
  readonly secrets: SecretKeeping
  /** Hands a credential to the keeper; how that ends is told by `tell`. */
  readonly onCredential: (credential: Credential) => void
  /** After this long without a token the person is told, in milliseconds. */
  readonly patienceMilliseconds: number
}

/** One open window, from `show` until it is closed. */
interface Open {
  readonly window: BrowserWindow
  readonly page: WebContentsView
  readonly stopWatching: () => void
  /** What it has handed on already: a page sends the same token with every request. */
  readonly taken: Set<string>
}

/**
 * The guided sign-in: Gazelle's own page under a slim bar of ours. It waits for a token in the page's traffic, hands it to
 * the keeper, and closes when the row holds one that works. Passwords are typed into Gazelle's page and never seen.
 */
export class SignInWindow {
  readonly phase = new Observed<SignInPhase>('closed')
  readonly #options: SignInOptions
  #open: Open | null = null
  #patience: NodeJS.Timeout | undefined

  constructor(options: SignInOptions) {
    this.#options = options
  }

  /** Opens the window, or brings it to the front. */
  show(): void {
    if (this.#open === null) this.#create()
    else this.#open.window.show()
  }

  /** Loads Gazelle's first page again. */
  reload(): void {
    this.#open?.taken.clear()
    this.#load()
  }

  close(): void {
    this.#open?.window.close()
  }

  /** How the offer of a token ended. What did not come from this window is none of its business. */
  tell(result: { fingerprint: string; offer: Offer }): void {
    if (this.#open?.taken.has(result.fingerprint)) this.#happens({ offer: result.offer })
  }

  #create(): void {
    const { gazelleUrl, title, secrets } = this.#options
    const session = openGazelleSession(secrets)
    const window = createOwnWindow('guide', {
      width: 1024,
      height: 800,
      minWidth: 480,
      minHeight: 480,
      title,
      autoHideMenuBar: true,
    })
    const page = new WebContentsView({
      webPreferences: { session, sandbox: true, contextIsolation: true, nodeIntegration: false },
    })
    const stopWatching = watchTraffic(session, gazelleUrl, {
      onCredential: (credential) => this.#take(credential),
      onFormRefused: () => this.#happens('password-refused'),
    })
    this.#open = { window, page, stopWatching, taken: new Set() }
    window.contentView.addChildView(page)
    const layOut = () => {
      const { width, height } = window.getContentBounds()
      page.setBounds({ x: 0, y: barHeight, width, height: Math.max(0, height - barHeight) })
    }
    layOut()
    window.on('resize', layOut)
    // The guide's page must not give the window its own title.
    window.on('page-title-updated', (event) => event.preventDefault())
    window.on('closed', () => this.#closed())
    this.#guard(page)
    this.#follow(page)
    this.#load()
  }

  #load(): void {
    this.#happens('load')
    // A page that fails to load is told by `did-fail-load`.
    this.#open?.page.webContents.loadURL(this.#options.gazelleUrl).catch(() => undefined)
  }

  /** Holds the page to Gazelle's site, and says so where it wanted to leave it. */
  #guard({ webContents }: WebContentsView): void {
    const gazelle = new URL(this.#options.gazelleUrl)
    const refuse = (event: { preventDefault: () => void; isMainFrame: boolean; url: string }) => {
      if (!event.isMainFrame || isOfSite(event.url, gazelle)) return
      event.preventDefault()
      this.#happens('led-away')
    }
    webContents.on('will-frame-navigate', refuse)
    webContents.on('will-redirect', refuse)
    webContents.setWindowOpenHandler(() => {
      this.#happens('led-away')
      return { action: 'deny' }
    })
  }

  #follow({ webContents }: WebContentsView): void {
    webContents.on('did-navigate', (_event, _url, status) => {
      // A refused form is told by the traffic, which knows what was a form.
      if (this.phase.value === 'password-refused' && status >= 400 && status < 500) return
      this.#happens(status >= 400 ? 'failed' : 'shown')
    })
    webContents.on('did-fail-load', (_event, code, _description, _url, isMainFrame) => {
      if (isMainFrame && code !== overtaken) this.#happens('failed')
    })
    webContents.on('render-process-gone', () => this.#happens('failed'))
  }

  #take(credential: Credential): void {
    const mark = fingerprint(credential.accessToken)
    if (this.#open === null || this.#open.taken.has(mark)) return
    this.#open.taken.add(mark)
    this.#happens('taken')
    this.#options.onCredential(credential)
  }

  #happens(event: SignInEvent): void {
    if (this.#open === null && event !== 'closed') return
    const phase = nextPhase(this.phase.value, event)
    clearTimeout(this.#patience)
    if (isWaiting(phase)) {
      this.#patience = setTimeout(() => this.#happens('patience-over'), this.#options.patienceMilliseconds)
    }
    if (phase === this.phase.value) return
    this.phase.set(phase)
    const window = this.#open?.window
    if (phase === 'done') setTimeout(() => !window?.isDestroyed() && window?.close(), farewellMilliseconds)
  }

  #closed(): void {
    this.#open?.stopWatching()
    // A view does not go with its window.
    this.#open?.page.webContents.close()
    this.#open = null
    this.#happens('closed')
  }
}

/** Gazelle's origin, or one of its subdomains by the same protocol. */
function isOfSite(address: string, gazelle: URL): boolean {
  if (!URL.canParse(address)) return false
  const { origin, protocol, hostname } = new URL(address)
  return origin === gazelle.origin || (protocol === gazelle.protocol && hostname.endsWith(`.${gazelle.hostname}`))
}
