import { type Session, type WebContents, WebContentsView } from 'electron'
import type { Translate } from '../../shared/catalogue/index.ts'
import { Circles } from './circles.ts'
import { boundedDialogues, letLeave, nameDialogues } from './dialogues.ts'
import { watchForObstacles } from './obstacles.ts'
import type { Tell } from './phase.ts'
import { type Place, placeOf } from './places.ts'
import { watchSight } from './sight.ts'
import { tellTroubles } from './troubles.ts'

export interface GazellePageOptions {
  readonly session: Session
  readonly gazelle: URL
  readonly tell: Tell
  readonly translate: () => Translate
  /** Looks at an address before the page goes there; true: it is not to go there, and that is dealt with. */
  readonly intercept: (url: string) => boolean
  /** Looks at an answer of Gazelle; true: what it means has been told. */
  readonly judge: (url: string, httpStatus: number) => boolean
}

/**
 * Gazelle's page: sandboxed, without a preload, held to Gazelle and to the known sign-in providers. Tells what is shown,
 * what does not load, and where it wanted to leave.
 */
export function createGazellePage(options: GazellePageOptions): WebContentsView {
  const { session } = options
  const view = new WebContentsView({
    // Without spell check: it would look at what is typed, and fetch its dictionaries from elsewhere.
    webPreferences: {
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      devTools: import.meta.env.DEV,
      ...boundedDialogues(options.translate()),
    },
  })
  guard(view.webContents, options)
  follow(view.webContents, options)
  nameDialogues(view.webContents, options.translate)
  letLeave(view.webContents)
  return view
}

function guard(contents: WebContents, { gazelle, tell, intercept }: GazellePageOptions): void {
  const circles = new Circles()
  contents.on('input-event', (_event, { type }) => {
    if (type === 'mouseDown' || type === 'rawKeyDown' || type === 'touchEnd') circles.beginAnew()
  })
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument, initiator }) => {
    if (!isMainFrame || isSameDocument) return
    // Loaded from here: somebody wants the first page again.
    if (initiator === undefined || initiator === null) circles.beginAnew()
    else if (circles.goOn(performance.now())) tell('in-circles')
  })
  const hold = (event: { preventDefault: () => void; isMainFrame: boolean; url: string }) => {
    if (event.isMainFrame && circles.isEndless(performance.now())) return event.preventDefault()
    const isIntercepted = intercept(event.url)
    if (!isIntercepted && (!event.isMainFrame || mayShow(placeOf(event.url, gazelle)))) return
    event.preventDefault()
    if (!isIntercepted) tell('led-away')
  }
  contents.on('will-frame-navigate', hold)
  contents.on('will-redirect', hold)
}

function mayShow(place: Place): boolean {
  return place === 'gazelle' || place === 'provider'
}

function follow(contents: WebContents, { gazelle, tell, judge }: GazellePageOptions): void {
  contents.on('did-navigate', (_event, url, status) => {
    const place = placeOf(url, gazelle)
    if (place === 'provider') return tell({ phase: 'at-provider', host: new URL(url).host })
    if (place !== 'gazelle' || judge(url, status)) return
    tell(status >= 400 ? 'failed' : 'shown')
  })
  tellTroubles(contents, tell)
  watchSight(contents, gazelle, tell)
  watchForObstacles(contents, gazelle, tell)
}
