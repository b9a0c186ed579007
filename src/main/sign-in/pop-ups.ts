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

/** As long as Chromium lets a click stand for what follows it. */
const gestureLifeMilliseconds = 5000
const mostAtOnce = 2

/** What a page may not decide of its window by the third argument of `window.open`. */
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
 * The windows that Gazelle's page opens for a sign-in provider: in the same session, sandboxed, without a preload, any
 * site with https, their real host in the title. One for each click or key that the page was given, two at most at a
 * time. They can speak to Gazelle's page by `window.opener`, as providers need, and open no window themselves.
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
    // It may have closed itself before it is told of.
    if (window.isDestroyed()) return
    const { webContents } = window
    this.#open.add(window)
    window.removeMenu()
    const follow = (url: string) => {
      // Its page may tell of its first address after the window is gone.
      if (window.isDestroyed()) return
      window.setTitle(this.#title(url))
      const host = hostOf(url)
      // An empty window is nobody's yet.
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
      // Said in the guide bar: an empty window says nothing.
      tell(trouble)
      if (!window.isDestroyed()) window.close()
    })
    window.on('closed', () => {
      // Closed with its owner: a window that is on its way out must not be touched.
      if (!this.#open.delete(window)) return
      tell('returned')
      // Its own script may have closed the page that opened it.
      if (owner.isDestroyed() || page.isDestroyed()) return
      owner.focus()
      page.focus()
    })
  }

  /** Providers' scripts open an empty window first and lead it on afterwards. */
  #mayGo(url: string): boolean {
    return url === '' || url === 'about:blank' || verdictOn(url, this.#options.gazelle) !== 'refused'
  }

  /** A gesture opens one window. */
  #spendGesture(): boolean {
    const isFresh = performance.now() - this.#gestureAt < gestureLifeMilliseconds
    this.#gestureAt = Number.NEGATIVE_INFINITY
    return isFresh || this.#hasProvidersFrame()
  }

  /** A provider's own button is a frame of the provider in Gazelle's page, whose input is not told to this process. */
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

/** The host as it really is: what looks like Latin letters and is not, is shown encoded. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : ''
}
