import type { WebContents } from 'electron'
import { isCaptcha, showsCaptcha } from './captcha.ts'
import { askMainFrame } from './main-frame.ts'
import { askPage } from './own-world.ts'
import { waitsForPasskey } from './passkey.ts'
import type { Tell } from './phase.ts'
import { isAddressOfRefusal, saysRefusal } from './refusal.ts'
import { verdictOn } from './url-policy.ts'

/** The time between two looks at a page, in milliseconds. */
const lookMilliseconds = 1000

type Obstacle = 'browser-refused' | 'passkey' | 'captcha'

/**
 * Tells when a page wants something that this window may not be able to give: another browser, a passkey, or a captcha. Tells
 * each once for a page, and also when a passkey is no longer waited for. Looks once a second, until the page is gone.
 */
export function watchForObstacles(contents: WebContents, gazelle: URL, tell: Tell): void {
  const told = new Set<Obstacle>()
  /** Counts the pages, so that a finding about one is not told of the next. */
  let page = 0
  let isLooking = false
  /** Counts the looks in a row that found a passkey awaited: even a key at hand takes a moment. */
  let waits = 0

  const found = (obstacle: Obstacle) => {
    if (told.has(obstacle)) return
    told.add(obstacle)
    tell({ phase: obstacle, host: hostOf(contents.getURL()) })
  }
  const look = async () => {
    const at = page
    const url = contents.getURL()
    const isOfGazelle = verdictOn(url, gazelle) === 'gazelle'
    if (hostOf(url) === '') return
    const isWaiting = await askPage(contents, waitsForPasskey)
    const isCheck = framesOf(contents).some(isCaptcha) || (await askPage(contents, showsCaptcha))
    // Gazelle's own page always stays open as a way in.
    const isRefused = !isOfGazelle && (await askPage(contents, saysRefusal))
    if (at !== page || contents.isDestroyed()) return
    if (isRefused) found('browser-refused')
    if (isCheck) found('captcha')
    waits = isWaiting ? waits + 1 : 0
    if (waits > 1) found('passkey')
    else if (waits === 0 && told.delete('passkey')) tell('passkey-over')
  }
  const timer = setInterval(() => {
    if (isLooking || contents.isDestroyed()) return
    isLooking = true
    void look().finally(() => {
      isLooking = false
    })
  }, lookMilliseconds)
  contents.once('destroyed', () => clearInterval(timer))
  contents.on('did-navigate', (_event, url) => {
    page += 1
    // A page that blocks its scripts has not answered; ask the next one anyway.
    isLooking = false
    waits = 0
    told.clear()
    if (isAddressOfRefusal(url)) found('browser-refused')
  })
  contents.on('did-navigate-in-page', (_event, url, isMainFrame) => {
    if (isMainFrame && isAddressOfRefusal(url)) found('browser-refused')
  })
}

function framesOf(contents: WebContents): string[] {
  // A frame that is going away has no address any more.
  return askMainFrame(
    contents,
    (main) => main.framesInSubtree.flatMap((frame) => (frame === null ? [] : frame.url)),
    [],
  )
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : ''
}
