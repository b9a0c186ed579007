import type {
  BrowserWindow,
  BrowserWindowConstructorOptions,
  HandlerDetails,
  WebContents,
  WebFrameMain,
} from 'electron'
import type { Translate } from '../../shared/catalogue/index.ts'
import { keepWebRtcOnTheWay, withoutFilePickers } from '../windows/page-limits.ts'
import { boundedDialogues, letLeave, nameDialogues } from './dialogues.ts'
import { tellTroubles } from './load-errors.ts'
import { askMainFrame } from './main-frame.ts'
import { watchForObstacles } from './obstacles.ts'
import type { Tell } from './phase.ts'
import { watchSight } from './sight.ts'
import { verdictOn } from './url-policy.ts'

/** How long Chromium lets a click authorise what follows it. */
const gestureLifeMilliseconds = 5000
const mostAtOnce = 2

/** The window options that a page must not set by the third argument of `window.open`. */
const hardened: BrowserWindowConstructorOptions = {
  show: true,
  frame: true,
  titleBarStyle: 'default',
  closable: true,
  movable: true,
  resizable: true,
  fullscreen: false,
  kiosk: false,
  simpleFullscreen: false,
  alwaysOnTop: false,
  skipTaskbar: false,
  transparent: false,
  opacity: 1,
  modal: false,
  autoHideMenuBar: true,
  minWidth: 360,
  minHeight: 360,
  maxWidth: 1024,
  maxHeight: 900,
  webPreferences: {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webviewTag: false,
    spellcheck: false,
    devTools: import.meta.env.DEV,
    ...withoutFilePickers,
  },
}

export interface PopUpOptions {
  /** The sign-in window, to which the pop-ups belong. */
  readonly owner: BrowserWindow
  /** Gazelle's page, which opens them. */
  readonly page: WebContents
  readonly gazelle: URL
  /** Stands after the host in the windows' titles. */
  readonly title: string
  readonly tell: Tell
  readonly translate: () => Translate
}

/**
 * The windows that Gazelle's page opens for a sign-in provider: in the same session, sandboxed, without a preload, at any https
 * site, with the real host in the title. Each click or key in the page allows one, and two at most are open at a time. They can
 * speak to Gazelle's page by `window.opener`, as providers need, and open no window themselves.
 */
export class PopUps {
  readonly #options: PopUpOptions
  readonly #open = new Set<BrowserWindow>()
  #gestureAt = Number.NEGATIVE_INFINITY

  constructor(options: PopUpOptions) {
    this.#options = options
    const { page } = options
    page.on('input-event', (_event, { type }) => {
      if (type === 'mouseDown' || type === 'rawKeyDown' || type === 'touchEnd') this.#gestureAt = performance.now()
    })
    page.setWindowOpenHandler((details) => this.#answer(details))
    page.on('did-create-window', (window, { url }) => this.#guide(window, url))
  }

  closeAll(): void {
    for (const window of this.#open) {
      this.#open.delete(window)
      if (!window.isDestroyed()) window.destroy()
    }
  }

  #answer({ url }: HandlerDetails): Electron.WindowOpenHandlerResponse {
    const { page, gazelle, owner, tell, translate } = this.#options
    const isOfGazelle = verdictOn(page.getURL(), gazelle) === 'gazelle'
    if (!isOfGazelle || !this.#mayGo(url) || this.#open.size >= mostAtOnce || !this.#spendGesture()) {
      tell('led-away')
      return { action: 'deny' }
    }
    const webPreferences = { ...hardened.webPreferences, ...boundedDialogues(translate()) }
    const options = { ...hardened, webPreferences, parent: owner, title: this.#title(url) }
    return { action: 'allow', overrideBrowserWindowOptions: options }
  }

  #guide(window: BrowserWindow, firstUrl: string): void {
    const { gazelle, owner, page, tell } = this.#options
    // It may have closed itself before this event.
    if (window.isDestroyed()) return
    const { webContents } = window
    this.#open.add(window)
    window.removeMenu()
    const follow = (url: string) => {
      // Its page may report its first address after the window is gone.
      if (window.isDestroyed()) return
      window.setTitle(this.#title(url))
      const host = hostOf(url)
      // An empty window belongs to nobody yet.
      if (host !== '' && verdictOn(url, gazelle) !== 'gazelle') tell({ phase: 'at-provider', host })
    }
    follow(firstUrl)
    window.on('page-title-updated', (event) => event.preventDefault())
    const hold = (event: { preventDefault: () => void; isMainFrame: boolean; url: string }) => {
      if (event.isMainFrame && !this.#mayGo(event.url)) event.preventDefault()
    }
    webContents.on('will-frame-navigate', hold)
    webContents.on('will-redirect', hold)
    webContents.on('did-navigate', (_event, url) => follow(url))
    webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
    watchForObstacles(webContents, gazelle, tell)
    nameDialogues(webContents, this.#options.translate)
    letLeave(webContents)
    keepWebRtcOnTheWay(webContents)
    watchSight(webContents, gazelle, (what) => what === 'not-gazelle' || tell(what))
    tellTroubles(webContents, (trouble) => {
      // The guide bar tells it: an empty window says nothing.
      tell(trouble)
      if (!window.isDestroyed()) window.close()
    })
    window.on('closed', () => {
      // A window that closes with its owner must not be touched on its way out.
      if (!this.#open.delete(window)) return
      tell('returned')
      // Its own script may have closed the page that opened it.
      if (owner.isDestroyed() || page.isDestroyed()) return
      owner.focus()
      page.focus()
    })
  }

  /** Also true for an empty address: providers' scripts open an empty window first and lead it on afterwards. */
  #mayGo(url: string): boolean {
    return url === '' || url === 'about:blank' || verdictOn(url, this.#options.gazelle) !== 'refused'
  }

  /** Uses up the gesture: each opens one window. */
  #spendGesture(): boolean {
    const isFresh = performance.now() - this.#gestureAt < gestureLifeMilliseconds
    this.#gestureAt = Number.NEGATIVE_INFINITY
    return isFresh || this.#hasProvidersFrame()
  }

  /** Whether Gazelle's page has a frame of a provider, as a provider's own button is: this process is not told of its input. */
  #hasProvidersFrame(): boolean {
    const { page, gazelle } = this.#options
    const isProviders = (frame: WebFrameMain | null) => frame !== null && verdictOn(frame.url, gazelle) === 'provider'
    return askMainFrame(page, (main) => main.framesInSubtree.some(isProviders), false)
  }

  #title(url: string): string {
    const host = hostOf(url)
    return host === '' ? this.#options.title : `${host} – ${this.#options.title}`
  }
}

/** The real host: characters that only look Latin are shown encoded. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : ''
}
