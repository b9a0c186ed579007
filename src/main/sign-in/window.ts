import type { Observed } from '../../core/base/observed.ts'
import type { Outcome } from '../../core/keeper/keeper.ts'
import type { Credential } from '../../core/token/credential.ts'
import { fingerprint } from '../../core/token/fingerprint.ts'
import { isPageless, type SignInDetail, type SignInPhase } from '../../shared/snapshot.ts'
import { reviveIfDead } from '../windows/renderer-deaths.ts'
import { type AuthorizationFlow, detailOfRefusal, stopCallback } from './authorization.ts'
import { firstBarHeight, layOut, leadByF6, showInstead } from './bar-and-page.ts'
import { type ForgottenSession, forgetSession } from './forgotten-session.ts'
import { createGazellePage } from './gazelle-page.ts'
import { openGazelleSession } from './gazelle-session.ts'
import { createGuideWindow, type Open, takeDown } from './open-window.ts'
import type { SignInOptions } from './options.ts'
import { isWaiting, nextPhase, type SignInEvent, type Tell } from './phase.ts'
import { PopUps } from './pop-ups.ts'
import { endIfStuck, endProcess } from './stuck.ts'
import { watchTraffic } from './traffic.ts'
import { asksForSignIn, endVisits } from './web-session.ts'

/** How long "done" stays readable before the window closes. */
const farewellMilliseconds = 1500

/**
 * The guided sign-in: Gazelle's own page under a slim bar of the app's. It waits for a token in the page's traffic, or for the
 * answer to an OAuth authorisation, hands the token to the keeper, and closes when the row holds one that works. Passwords are
 * typed into Gazelle's page and never seen.
 */
export class SignInWindow {
  readonly phase: Observed<SignInPhase>
  /** What the phase is about; null where it says all. Told anew by `phase`. */
  detail: SignInDetail | null = null
  readonly #options: SignInOptions
  #open: Open | null = null
  #patience: NodeJS.Timeout | undefined

  constructor(options: SignInOptions) {
    this.#options = options
    this.phase = options.phase
  }

  /**
   * Opens the window on an authorisation, or on Gazelle's first page (null); an open window begins anew. During an authorisation,
   * no token is read from the traffic.
   */
  begin(authorization: AuthorizationFlow | null): void {
    const isFirst = this.#open === null || this.phase.value === 'by-link'
    this.#open?.window.show()
    const open = this.#open ?? this.#create()
    open.authorization = authorization
    this.#watch(open)
    if (!isFirst) return void this.#loadAnew(open)
    this.#options.knowledge.changes++
    this.#load(open)
  }

  /** Opens the window with nothing in it, until it is told to begin; brings an open one to the front unchanged. */
  wait(): void {
    if (this.#open === null) {
      const { page } = this.#create()
      this.#happens('by-link')
      // A page that has loaded nothing at all has no document, and keeps everybody waiting who asks for one.
      void page.loadURL('about:blank').catch(() => undefined)
    } else this.show()
  }

  /** Brings the window to the front unchanged. */
  show(): void {
    const window = this.#open?.window
    if (window === undefined) return
    reviveIfDead(window)
    window.show()
  }

  /** Loads the first page again, whatever the current page is doing. Never rejects. */
  async reload(): Promise<void> {
    const open = this.#open
    if (open === null) return
    open.taken.clear()
    await this.#loadAnew(open)
  }

  close(): void {
    this.#open?.window.close()
  }

  /** Closes the window before anything else happens: anything its page still brings is dropped. */
  leave(): void {
    const open = this.#open
    if (open === null) return
    this.#end(open)
    takeDown(open)
  }

  /** Sets the height that the guide bar needs, in pixels of its page. It gets two thirds of the window at most. */
  fit(height: number): void {
    const open = this.#open
    if (open === null) return
    open.barHeight = Math.ceil(height * open.window.webContents.getZoomFactor())
    layOut(open)
  }

  /** Forgets who is signed in to Gazelle. An open window stays, and asks to sign in again. */
  async forget(): Promise<ForgottenSession> {
    return await forgetSession(this.#options, (work) => this.#withoutPages(work))
  }

  /** Does a work while no page of the session runs; an open window begins anew afterwards. */
  async #withoutPages(work: () => Promise<void>): Promise<void> {
    const open = this.phase.value === 'by-link' ? null : this.#open
    open?.popUps.closeAll()
    // A hidden page, too, would write some of the session again.
    endVisits()
    if (open !== null) await this.#halt(open)
    if (open !== null && open === this.#open) await open.page.loadURL('about:blank').catch(() => undefined)
    await work()
    if (open !== null && open === this.#open) await this.reload()
  }

  /** Takes the outcome of a token. Ignores tokens that did not come from this window. */
  tell({ fingerprint, result }: Outcome): void {
    if (this.#open?.taken.has(fingerprint)) this.#happens({ offer: result })
  }

  #create(): Open {
    const { gazelleUrl, translate } = this.#options
    const gazelle = new URL(gazelleUrl())
    const title = translate()('sign-in.title')
    const window = createGuideWindow(this.#options.bounds.last(), title)
    const tell: Tell = (event) => this.#happens(event)
    const view = createGazellePage({
      session: openGazelleSession(this.#options),
      gazelle,
      tell,
      translate,
      intercept: (url) => this.#intercept(url),
      judge: (url, status) => this.#judge(url, status),
    })
    const page = view.webContents
    const popUps = new PopUps({ owner: window, page, gazelle, title, tell, translate })
    const open: Open = {
      window,
      view,
      page,
      popUps,
      taken: new Set(),
      authorization: null,
      stopWatching: () => undefined,
      barHeight: firstBarHeight,
      isPageless: false,
    }
    this.#open = open
    window.contentView.addChildView(view)
    layOut(open)
    window.on('resize', () => layOut(open))
    // Before the window itself closes, which takes its children with it.
    window.on('close', () => {
      popUps.closeAll()
      this.#options.bounds.keep(window.getNormalBounds())
    })
    window.on('closed', () => this.#end(open))
    // A page may close itself, or a pop-up the page that opened it, and leave the window behind.
    page.on('destroyed', () => this.#end(open))
    leadByF6(window.webContents, page)
    return open
  }

  #watch(open: Open): void {
    const { authorization, page } = open
    open.stopWatching()
    const stopTraffic = watchTraffic(page.session, this.#options.gazelleUrl(), {
      onCredential: authorization === null ? (credential) => this.#take(credential) : null,
      onFormRefused: () => this.#happens('password-refused'),
    })
    const stopRequests = authorization && stopCallback(page.session, authorization, (url) => this.#intercept(url))
    open.stopWatching = () => {
      stopTraffic()
      stopRequests?.()
      authorization?.browser?.close()
    }
    void authorization?.browser?.answer.then((url) => this.#hearBrowser(authorization, url))
  }

  #hearBrowser(authorization: AuthorizationFlow, url: string | null): void {
    // Another one has begun since, or the window was closed.
    if (this.#open?.authorization !== authorization) return
    this.#open.window.show()
    if (url === null) this.#happens({ phase: 'authorization-refused', why: 'code-refused', words: null })
    else void this.#finish(authorization, url)
  }

  async #loadAnew(open: Open): Promise<void> {
    await this.#halt(open)
    if (open === this.#open) this.#load(open)
  }

  /** Makes sure that the page follows its next navigation. A page that goes in circles would lead elsewhere first. */
  async #halt({ page }: Open): Promise<void> {
    if (this.phase.value === 'in-circles') await endProcess(page)
    else await endIfStuck(page)
  }

  #load({ page, popUps, authorization }: Open): void {
    this.#happens('load')
    if (authorization?.browser !== undefined) {
      popUps.closeAll()
      this.#happens('in-browser')
      return void page.loadURL('about:blank').catch(() => undefined)
    }
    const load = () => page.loadURL(authorization?.url ?? this.#options.gazelleUrl())
    void this.#options.cookies
      .ready(page.session)
      .then(load)
      .then(
        // Typing goes to Gazelle's page, not to the bar.
        () => page.isDestroyed() || page.focus(),
        // `did-fail-load` tells it.
        () => undefined,
      )
  }

  #take(credential: Credential): void {
    const mark = fingerprint(credential.accessToken)
    if (this.#open === null || this.#open.taken.has(mark)) return
    this.#open.taken.add(mark)
    this.#options.knowledge.brought(credential)
    this.#happens('taken')
    this.#options.onCredential(credential)
  }

  #intercept(url: string): boolean {
    const authorization = this.#open?.authorization
    if (!authorization?.isCallback(url)) return false
    // Any page may lead to the callback, and the same answer comes by more than one way.
    if (authorization.isAnswer(url) && this.phase.value !== 'working') void this.#finish(authorization, url)
    return true
  }

  async #finish(authorization: AuthorizationFlow, url: string): Promise<void> {
    this.#options.knowledge.changes++
    this.#happens('taken')
    const exchange = authorization.finish(url).then((credential) => {
      this.#open?.taken.add(fingerprint(credential.accessToken))
      return credential
    })
    // Offered at once: the token is for the row that it was asked for, even if that row or the window is left meanwhile.
    this.#options.onCredential(exchange)
    try {
      await exchange
    } catch (error) {
      if (this.#open?.authorization === authorization) this.#happens(detailOfRefusal(error))
    }
  }

  #judge(url: string, status: number): boolean {
    if (status < 400 && asksForSignIn(url)) this.#options.knowledge.signedOut()
    const problem = this.#open?.authorization?.problemOfPage?.(url, status) ?? null
    if (problem !== null) this.#happens(detailOfRefusal(problem))
    // `watchTraffic` tells of a refused form: it knows which requests were forms.
    return problem !== null || (this.phase.value === 'password-refused' && status >= 400 && status < 500)
  }

  #happens(what: SignInEvent | SignInDetail): void {
    if (this.#open === null && what !== 'closed') return
    const detail = typeof what === 'object' && 'phase' in what ? what : null
    const event = typeof what === 'object' && 'phase' in what ? what.phase : what
    const phase = nextPhase(this.phase.value, event)
    clearTimeout(this.#patience)
    if (isWaiting(phase)) {
      this.#patience = setTimeout(() => this.#happens('patience-over'), this.#options.patienceMilliseconds)
    }
    // The same phase is news only by its detail, such as another provider's page.
    if (phase === this.phase.value && detail?.phase !== phase) return
    this.detail = detail?.phase === phase ? detail : null
    this.phase.set(phase)
    if (this.#open !== null) showInstead(this.#open, isPageless(phase))
    const window = this.#open?.window
    if (phase === 'done') setTimeout(() => !window?.isDestroyed() && window?.close(), farewellMilliseconds)
  }

  /**
   * Ends this sign-in, once: the first of window and page to end takes the rest with it. A later end changes nothing, even if
   * another window has been opened meanwhile.
   */
  #end(open: Open): void {
    if (this.#open !== open) return
    this.#open = null
    open.stopWatching()
    this.#happens('closed')
    // Wait a turn: Electron is still taking down the part that ended first.
    setImmediate(() => takeDown(open))
  }
}
