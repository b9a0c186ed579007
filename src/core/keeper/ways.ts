import { fingerprint } from '../token/fingerprint.ts'

const hourMilliseconds = 60 * 60 * 1000
const dayMilliseconds = 24 * hourMilliseconds

/** What is known of the ways to another token: which are closed, and which were tried in vain. Times are milliseconds. */
export class Ways {
  /** Refresh tokens that are known to be spent, by fingerprint. */
  readonly #spent = new Set<string>()
  #isApplicationRefused = false
  /** Since when no grant has been answered as it should, and when the latest was not. */
  #grantsFail: { since: number; latest: number } | null = null
  /** For what, and when, the web session was last tried in vain. */
  #triedWebSession: { for: string; at: number } | null = null

  /** Whether Gazelle has said that it does not know our OAuth application; another one has another keeper. */
  get isApplicationRefused(): boolean {
    return this.#isApplicationRefused
  }

  /** Whether this refresh token may still bring a token. */
  mayRefresh(refreshToken: string): boolean {
    return !this.#isApplicationRefused && !this.isSpent(refreshToken)
  }

  /** Whether Gazelle has said that this refresh token is no longer good. */
  isSpent(refreshToken: string): boolean {
    return this.#spent.has(fingerprint(refreshToken))
  }

  /** Gazelle answered a grant: it refuses the refresh token, it refuses the application, or (null) neither. */
  grantAnswered(refused: { refreshToken: string } | 'application' | null): void {
    this.#grantsFail = null
    if (refused === null) this.#isApplicationRefused = false
    else if (refused === 'application') this.#isApplicationRefused = true
    else this.#spent.add(fingerprint(refused.refreshToken))
  }

  grantFailed(now: number): void {
    const before = this.#grantsFail
    // Hours in which nobody tried do not count: the computer slept, or the token was renewed elsewhere meanwhile.
    const isSameTrouble = before !== null && now >= before.latest && now - before.latest < 2 * hourMilliseconds
    this.#grantsFail = { since: isSameTrouble ? before.since : now, latest: now }
  }

  /** Whether grants have failed for so long, an hour, that a dying token must not wait for them. */
  areGrantsStuck(now: number): boolean {
    return this.#grantsFail !== null && now - this.#grantsFail.since >= hourMilliseconds
  }

  /** Whether the web session has brought nothing for this need in the last day. */
  hasTriedWebSession(need: string, now: number): boolean {
    const tried = this.#triedWebSession
    return tried !== null && tried.for === need && Math.abs(now - tried.at) < dayMilliseconds
  }

  triedWebSession(need: string, now: number): void {
    this.#triedWebSession = { for: need, at: now }
  }

  /** The web session may bring a token again, as far as is known. */
  trustWebSession(): void {
    this.#triedWebSession = null
  }
}
