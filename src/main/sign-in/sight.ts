import type { WebContents } from 'electron'
import { overtaken } from './load-errors.ts'
import { askMainFrame } from './main-frame.ts'
import type { Tell } from './phase.ts'
import { verdictOn } from './url-policy.ts'

/**
 * How long a page may show nothing, or nothing of Gazelle, before that is told, in milliseconds. A slow network paints within
 * five seconds, and a person gives up on an empty window after ten.
 */
const patienceMilliseconds = 8000
const lookMilliseconds = 500

/** The result of one look at a page. */
interface Sight {
  /** Something is painted; a hidden page counts as painted. */
  readonly isPainted: boolean
  /** It has Gazelle's marks: its name, and a link within Gazelle or to a provider. */
  readonly isGazelles: boolean
}

/** The result for a page that does not answer. */
const nothing: Sight = { isPainted: false, isGazelles: false }

/**
 * Runs in the page; reads its structure, and nothing that is typed. `leadsOn` lists the addresses of forms, links, scripts and
 * frames.
 */
const look = `(() => {
  const all = (selector) => [...document.querySelectorAll(selector)]
  const { documentElement: root, visibilityState } = document
  const painted = performance.getEntriesByType('paint').some(({ name }) => name === 'first-contentful-paint')
  return {
    isPainted: painted || visibilityState === 'hidden' || all('iframe').length > 0,
    isNamed: /gazelle/i.test(root?.outerHTML ?? ''),
    leadsOn: [
      ...all('form').map((form) => new URL(form.getAttribute('action') ?? '', location.href).href),
      ...all('input:not([type=hidden])').filter(({ form }) => form === null).map(() => location.href),
      ...all('script[src], iframe[src]').map(({ src }) => src),
    ],
  }
})()`

/**
 * Tells when a page stays empty (`blank`, then `painted` when that is over), and when the page at Gazelle's address is not
 * Gazelle's: an answer of a proxy, or of a network that wants its own sign-in (`not-gazelle`). Looks from the start of a
 * navigation until it has found what it looks for.
 */
export function watchSight(contents: WebContents, gazelle: URL, tell: Tell): void {
  let timer: NodeJS.Timeout | undefined
  /** Since when nothing has been found; going from one empty page to the next does not restart the clock. */
  let since = 0
  let isCommitted = true
  let isKnown = false
  let isToldBlank = false

  const stop = () => {
    clearTimeout(timer)
    timer = undefined
  }
  const lookLater = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void lookOnce(), lookMilliseconds)
  }
  const isOver = () => performance.now() - since >= patienceMilliseconds
  /** The requested page has not come: the one on view is the page before. */
  const isOnItsWay = () => !isCommitted && contents.isLoading()

  async function lookOnce(): Promise<void> {
    const found = isOnItsWay() ? nothing : await sightOf(contents, gazelle)
    if (contents.isDestroyed() || contents.isCrashed()) return stop()
    // The page may have gone elsewhere meanwhile.
    const { isPainted, isGazelles } = isOnItsWay() ? nothing : found
    if (isPainted) {
      if (isToldBlank) tell('painted')
      isToldBlank = false
      isKnown ||= isGazelles || verdictOn(contents.getURL(), gazelle) !== 'gazelle'
      if (isKnown || isOver()) {
        stop()
        if (!isKnown) tell('not-gazelle')
        return
      }
    } else if (isOver() && !isToldBlank) {
      isToldBlank = true
      tell('blank')
    }
    lookLater()
  }

  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument, initiator }) => {
    if (!isMainFrame || isSameDocument) return
    isCommitted = false
    // This app loaded it: somebody wants the first page again.
    const isFresh = initiator === undefined || initiator === null
    if (isFresh || timer === undefined) since = performance.now()
    if (isFresh) isKnown = isToldBlank = false
    lookLater()
  })
  contents.on('did-navigate', () => {
    isCommitted = true
  })
  contents.on('did-fail-load', (_event, code, _description, _url, isMainFrame) => {
    if (isMainFrame && code !== overtaken) stop()
  })
  contents.on('destroyed', stop)
}

/** Looks at the page from inside. A page that does not answer within one look's time shows nothing new. */
async function sightOf(contents: WebContents, gazelle: URL): Promise<Sight> {
  if (contents.isDestroyed() || contents.isCrashed()) return nothing
  const found = await Promise.race([
    askMainFrame(contents, (frame) => frame.executeJavaScript(look).catch(() => null), null),
    new Promise<null>((resolve) => setTimeout(resolve, lookMilliseconds, null)),
  ])
  if (found === null || typeof found !== 'object') return nothing
  const { isPainted, isNamed, leadsOn } = found as Record<string, unknown>
  const isOurs = (address: unknown) => {
    const place = verdictOn(String(address), gazelle)
    return ['gazelle', 'provider', 'tenant'].includes(place) || /gazelle/i.test(String(address))
  }
  return {
    isPainted: isPainted === true,
    isGazelles: isNamed === true && Array.isArray(leadsOn) && leadsOn.some(isOurs),
  }
}
