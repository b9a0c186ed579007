import { fingerprint } from '../token/fingerprint.ts'
import { emptyRenewalMemory, type LatestRenewal, type RenewalMemory, withSpent } from './renewal-memory.ts'
import type { TokenFacts } from './state.ts'

const minuteMilliseconds = 60 * 1000
const hourMilliseconds = 60 * minuteMilliseconds
const dayMilliseconds = 24 * hourMilliseconds

/** A renewal whose token is due again sooner than this has not helped; renewals are never more frequent. */
const shortestServiceMilliseconds = 15 * minuteMilliseconds
/** How long a renewal that a rejection asks for waits after the last one, by how many before that one have not helped. */
const pausesMilliseconds = [shortestServiceMilliseconds, hourMilliseconds, 4 * hourMilliseconds, dayMilliseconds]
/** The most that counts of the time between two failures: the computer may have slept. */
const longestGapMilliseconds = hourMilliseconds / 2
/** How long an application that Gazelle did not know is left alone: six hours. */
const applicationRefusedMilliseconds = 6 * hourMilliseconds

type TokenAge = Pick<TokenFacts, 'issuedAt' | 'renewAt'>

/** Where the renewal memory is kept. */
interface KeptMemory {
  readonly renewalMemory: RenewalMemory
  keepRenewalMemory(memory: RenewalMemory): void
}

/**
 * The renewal options: which are closed, and which were tried in vain. All of this but the refusal of the application outlives
 * the process, so that a scheduler's runs know what the app knows. Times are milliseconds.
 */
export class RenewalOptions {
  readonly #kept: KeptMemory
  #applicationRefusedAt: number | null = null

  /** `kept`: where the memory is kept; in this process only by default. */
  constructor(kept: KeptMemory = inMemory()) {
    this.#kept = kept
  }

  /**
   * Whether Gazelle has said lately that it does not know our OAuth application. Only lately, as somebody may fix that in
   * Gazelle, and asking again spends nothing.
   */
  isApplicationRefused(now: number): boolean {
    const at = this.#applicationRefusedAt
    return at !== null && Math.abs(now - at) < applicationRefusedMilliseconds
  }

  /** Whether this refresh token may still bring a token. */
  mayRefresh(refreshToken: string, now: number): boolean {
    return !this.isApplicationRefused(now) && !this.isSpent(refreshToken)
  }

  /** Gives the application another chance: Gazelle may know it by now. */
  trustApplication(): void {
    this.#applicationRefusedAt = null
  }

  /** Whether this refresh token is no longer good: Gazelle has said so, or its successor has been in the row. */
  isSpent(refreshToken: string): boolean {
    const { spent } = this.#memory
    return spent.length > 0 && spent.includes(fingerprint(refreshToken))
  }

  /** Notes that Gazelle answered a grant by refusing the refresh token, or the application. */
  grantAnswered(refused: { refreshToken: string } | 'application', now: number): void {
    if (refused === 'application') this.#applicationRefusedAt = now
    const memory = refused === 'application' ? this.#memory : withSpent(this.#memory, refused.refreshToken)
    this.#keep({ ...memory, grantsFail: null })
  }

  /** Notes that Gazelle has just issued this refresh token (null: none), perhaps again: an earlier refusal no longer counts. */
  givenOut(refreshToken: string | null): void {
    this.trustApplication()
    const spent = this.#memory.spent.filter((each) => refreshToken === null || each !== fingerprint(refreshToken))
    this.#keep({ spent, grantsFail: null })
  }

  grantFailed(now: number): void {
    const before = this.#memory.grantsFail
    const gap = before === null ? 0 : Math.min(Math.max(0, now - before.latest), longestGapMilliseconds)
    this.#keep({ grantsFail: { lasted: (before?.lasted ?? 0) + gap, latest: now } })
  }

  /** Whether grants have failed for an hour: too long for a dying token to wait for them. */
  get areGrantsStuck(): boolean {
    return (this.#memory.grantsFail?.lasted ?? 0) >= hourMilliseconds
  }

  /** Whether the web session has brought nothing for this need in the last day. */
  hasTriedWebSession(need: string, now: number): boolean {
    const tried = this.#memory.triedWebSession
    return tried !== null && tried.for === need && Math.abs(now - tried.at) < dayMilliseconds
  }

  triedWebSession(need: string, now: number): void {
    this.#keep({ triedWebSession: { for: need, at: now } })
  }

  /** Gives the web session another chance: it may bring a token again. */
  trustWebSession(): void {
    this.#keep({ triedWebSession: null })
  }

  /** The latest renewal by refresh token; null if there was none. */
  get renewal(): LatestRenewal | null {
    return this.#memory.renewal
  }

  /**
   * Notes that a refresh token has brought this token, in place of the row's (`replaced`, `works`). Whatever becomes of it, the
   * next renewal that a rejection asks for waits.
   */
  renewed(accessToken: string, replaced: TokenAge | null, works: boolean | null, now: number): void {
    const before = this.#memory.renewal
    const isRegular = this.#isRegular(replaced, works, now)
    const hasServed = works === false && before !== null && before.isAccepted && now - before.at >= dayMilliseconds
    const helpless = isRegular || hasServed || before === null ? 0 : before.helpless + 1
    this.#keep({ renewal: { fingerprint: fingerprint(accessToken), at: now, helpless, isAccepted: false } })
  }

  /** Notes that Gazelle has accepted the row's token. */
  accepted(): void {
    const { renewal } = this.#memory
    if (renewal !== null && !renewal.isAccepted) this.#keep({ renewal: { ...renewal, isAccepted: true } })
  }

  /**
   * The earliest time to renew the row's token by refresh token, unless a person wants it sooner; 0 for now. A token is
   * renewed when it reaches its time. One that Gazelle rejects, or that is due as soon as it is issued, may be beyond the help
   * of a renewal: the next waits for a pause, which each renewal that does not help makes longer.
   */
  renewsNotBefore(token: TokenAge | null, works: boolean | null, now: number): number {
    const { renewal } = this.#memory
    // Ignore a renewal in the future: the clock was set back.
    if (renewal === null || now < renewal.at || this.#isRegular(token, works, now)) return 0
    return renewal.at + (pausesMilliseconds[Math.min(renewal.helpless, pausesMilliseconds.length - 1)] ?? 0)
  }

  /** Whether more than one renewal has been tried lately, and none has helped for long: the next may be a day off. */
  get areRenewalsHelpless(): boolean {
    return (this.#memory.renewal?.helpless ?? 0) > 0
  }

  get #memory(): RenewalMemory {
    return this.#kept.renewalMemory
  }

  /** Whether the row's token has reached its time after serving for a while, whoever issued it. */
  #isRegular(token: TokenAge | null, works: boolean | null, now: number): boolean {
    if (token === null || token.renewAt === null) return false
    const { renewal } = this.#memory
    // A token that was accepted until its time came has died of old age.
    const isOfAge = renewal?.isAccepted && now >= token.renewAt * 1000
    if (works === false && !isOfAge) return false
    const issuedAt = Math.max((token.issuedAt ?? 0) * 1000, renewal?.at ?? 0)
    return token.renewAt * 1000 >= issuedAt + shortestServiceMilliseconds
  }

  #keep(change: Partial<RenewalMemory>): void {
    const changed = { ...this.#memory, ...change }
    if (JSON.stringify(changed) !== JSON.stringify(this.#memory)) this.#kept.keepRenewalMemory(changed)
  }
}

function inMemory(): KeptMemory {
  const kept = {
    renewalMemory: emptyRenewalMemory,
    keepRenewalMemory(memory: RenewalMemory) {
      kept.renewalMemory = memory
    },
  }
  return kept
}
