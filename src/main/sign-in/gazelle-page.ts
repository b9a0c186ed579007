import { type Session, type WebContents, WebContentsView, type WebFrameMain } from 'electron'
import type { Translate } from '../../shared/catalogue/index.ts'
import { keepWebRtcOnTheWay, withoutFilePickers } from '../windows/page-limits.ts'
import { Circles } from './circles.ts'
import { boundedDialogues, letLeave, nameDialogues } from './dialogues.ts'
import { tellTroubles } from './load-errors.ts'
import { watchForObstacles } from './obstacles.ts'
import type { Tell } from './phase.ts'
import { watchSight } from './sight.ts'
import { Tenants } from './tenants.ts'
import { verdictOn } from './url-policy.ts'

export interface GazellePageOptions {
  readonly session: Session
  readonly gazelle: URL
  readonly tell: Tell
  readonly translate: () => Translate
  /** Inspects an address before the page goes there; true: the page must not go there, and the address is dealt with. */
  readonly intercept: (url: string) => boolean
  /** Inspects an answer of Gazelle; true: its meaning has been told. */
  readonly judge: (url: string, httpStatus: number) => boolean
}

/**
 * Creates Gazelle's page: sandboxed, without a preload, held to Gazelle and to the known sign-in providers. It tells what is
 * shown, what does not load, and where the page wanted to go.
 */
export function createGazellePage(options: GazellePageOptions): WebContentsView {
  const { session } = options
  const view = new WebContentsView({
    // The spell checker would read the person's typing, and fetch its dictionaries from elsewhere.
    webPreferences: {
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      devTools: import.meta.env.DEV,
      ...withoutFilePickers,
      ...boundedDialogues(options.translate()),
    },
  })
  guard(view.webContents, options)
  follow(view.webContents, options)
  nameDialogues(view.webContents, options.translate)
  letLeave(view.webContents)
  keepWebRtcOnTheWay(view.webContents)
  return view
}

function guard(contents: WebContents, { gazelle, tell, intercept }: GazellePageOptions): void {
  const circles = new Circles()
  contents.on('input-event', (_event, { type }) => {
    if (type === 'mouseDown' || type === 'rawKeyDown' || type === 'touchEnd') circles.beginAnew()
  })
  const tenants = new Tenants(gazelle)
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument, initiator, url }) => {
    if (!isMainFrame || isSameDocument) return
    tenants.begin(url)
    // This app loaded it: somebody wants the first page again.
    if (initiator === undefined || initiator === null) circles.beginAnew()
    else if (circles.goOn(performance.now())) tell('in-circles')
  })
  const hold = (event: Held, mayShow: () => boolean) => {
    if (event.isMainFrame && circles.isEndless(performance.now())) return event.preventDefault()
    // Always ask: `mayShow` follows the page's redirects.
    const isShown = !event.isMainFrame || mayShow()
    const isIntercepted = intercept(event.url)
    if (!isIntercepted && isShown) return
    event.preventDefault()
    if (!isIntercepted) tell('led-away')
  }
  contents.on('will-frame-navigate', (event) => hold(event, () => tenants.lead(originOf(event.initiator), event.url)))
  contents.on('will-redirect', (event) => hold(event, () => tenants.redirect(event.url)))
}

/** A navigation that can be stopped. */
interface Held {
  preventDefault(): void
  readonly isMainFrame: boolean
  readonly url: string
}

/** The origin of a frame; null: the frame is gone. */
function originOf(frame: WebFrameMain | null | undefined): string | null {
  try {
    return frame?.origin ?? null
  } catch {
    return null
  }
}

function follow(contents: WebContents, { gazelle, tell, judge }: GazellePageOptions): void {
  contents.on('did-navigate', (_event, url, status) => {
    const place = verdictOn(url, gazelle)
    if (place === 'provider' || place === 'tenant') return tell({ phase: 'at-provider', host: new URL(url).host })
    if (place !== 'gazelle' || judge(url, status)) return
    tell(status >= 400 ? 'failed' : 'shown')
  })
  tellTroubles(contents, tell)
  watchSight(contents, gazelle, tell)
  watchForObstacles(contents, gazelle, tell)
}
