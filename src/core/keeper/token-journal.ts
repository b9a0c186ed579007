import { without } from '../base/without.ts'
import { type Account, isAnotherCompany } from '../token/account.ts'
import type { Credential } from '../token/credential.ts'
import { fingerprint } from '../token/fingerprint.ts'
import type { TokenRecord } from '../token/record.ts'
import { emptyJournal, type Fallback, type Held, type Journal, type JournalContent, type Spending } from './journal.ts'
import type { Ownership } from './ownership.ts'
import { emptyRenewalMemory, type RenewalMemory, withSpent } from './renewal-memory.ts'
import { refreshTokenReplacedBy } from './replaced-refresh-token.ts'
import { credentialOf } from './row-credential.ts'
import { isUnconfirmed, type ShownTokens, shownOf } from './shown-tokens.ts'
import { StoreError } from './store-error.ts'

/** How many older fallbacks are kept: each dead one costs a question to Gazelle once the row's token has died. */
const keptBeside = 5
/** How many rejected tokens are kept. */
const keptRefused = 20
/**
 * A rejected token is kept this long, a week in milliseconds, even where Gazelle accepts another meanwhile: a server that
 * rejected everything for some days may have been wrong about this one a minute before.
 */
const doubtMilliseconds = 7 * 24 * 60 * 60 * 1000

/**
 * The tokens in the keeper's hands: the journal, and its copy in memory. A new token is written at once; a token that is done
 * with is removed by the next write, or by `save`: until then the journal holds a little too much.
 */
export class TokenJournal {
  readonly #journal: Journal
  readonly #onChange: (shown: ShownTokens) => void
  /** Null until the journal has been read. */
  #content: JournalContent | null = null
  #loading: Promise<void> | null = null
  /** Offered tokens that wait for their turn: they are in the journal, and nothing else is done with them. */
  #waiting: readonly Held[] = []
  /** The journal is out of date. */
  #isSaveDue = false
  /** One write at a time, so that the last one stays. */
  #writing: Promise<void> = Promise.resolve()

  /** `onChange` gets the tokens that may be shown after each change. */
  constructor(journal: Journal, onChange: (shown: ShownTokens) => void) {
    this.#journal = journal
    this.#onChange = onChange
  }

  /**
   * Reads the journal, once. A journal that cannot be read counts as empty: there is nothing else to go by. Rejects with a
   * `StoreError` where it is out of reach for now; the next call reads it again.
   */
  load(): Promise<void> {
    // What came by before the journal could be read is held already.
    const take = (content: JournalContent) => this.#show({ ...content, held: [...content.held, ...this.#now.held] })
    this.#loading ??= this.#journal.read().then(take, (error: unknown) => {
      if (!(error instanceof StoreError)) return take(emptyJournal)
      this.#loading = null
      throw error
    })
    return this.#loading
  }

  /** The tokens to be saved: all held ones except those that wait for a person's decision. */
  get held(): readonly Held[] {
    return this.#now.held.filter((held) => !isUnconfirmed(held, this.ownership))
  }

  /** Held tokens of another company than the row's that nobody has decided on; the newest last. */
  get unconfirmed(): readonly Held[] {
    return this.#now.held.filter((held) => isUnconfirmed(held, this.ownership))
  }

  /** The row's owner; null until Gazelle has told. */
  get ownership(): Ownership | null {
    return this.#now.ownership ?? null
  }

  /** Keeps the row's owner, with the next write. Held tokens and fallbacks are compared with this company from now on. */
  keepOwnership(ownership: Ownership): void {
    this.#keepLater({ ...this.#now, ownership })
  }

  /** Notes the account that Gazelle has told of this held token or fallback. */
  belongs(accessToken: string, account: Account): void {
    const told = <T extends Credential>(each: T): T => (each.accessToken === accessToken ? { ...each, account } : each)
    const held = this.#now.held.map((each) => ({ ...each, credential: told(each.credential) }))
    this.#keepLater({ ...this.#now, held, fallbacks: this.fallbacks.map(told) })
  }

  /** Whether the journal is up to date: it holds all that there is to keep. */
  get isWrittenDown(): boolean {
    return !this.#isSaveDue
  }

  get spending(): Spending | null {
    return this.#now.spending
  }

  get fallbacks(): readonly Fallback[] {
    return this.#now.fallbacks
  }

  /** The renewal memory as it was last kept. */
  get renewalMemory(): RenewalMemory {
    return this.#now.ways ?? emptyRenewalMemory
  }

  /** Keeps the renewal memory, with the next write. */
  keepRenewalMemory(ways: RenewalMemory): void {
    this.#keepLater({ ...this.#now, ways })
  }

  get #now(): JournalContent {
    return this.#content ?? emptyJournal
  }

  /**
   * Writes down an offered token at once, whatever else is under way: its turn may be minutes off, and the process may not
   * live that long. Nothing else is done with it until `hold`. Never rejects.
   */
  async receive(held: Held): Promise<void> {
    await this.load().catch(() => undefined)
    this.#waiting = [...this.#waiting, held]
    await this.#write().catch(() => undefined)
  }

  /**
   * Holds a token. If it cannot be written down, it is held in memory: saving it in the row is all the more urgent. Gives it
   * back; one without a refresh token gets the refresh token it was held with before.
   */
  async hold(held: Held): Promise<Held> {
    const isWrittenDown = this.#waiting.includes(held) && !this.#isSaveDue
    const { accessToken, refreshToken } = held.credential
    const before = this.#now.held.find(({ credential }) => credential.accessToken === accessToken)
    const { account } = before?.credential ?? {}
    const whole: Held = {
      ...held,
      ...(before?.isConfirmed && { isConfirmed: true }),
      credential: {
        ...(account && { account }),
        ...held.credential,
        refreshToken: refreshToken ?? before?.credential.refreshToken ?? null,
      },
    }
    this.#waiting = without(this.#waiting, (each) => each === held)
    this.#show({ ...this.#now, held: this.#with(whole) })
    if (!isWrittenDown) await this.#write().catch(() => undefined)
    return whole
  }

  /**
   * Lets go of a reconciled token. `inRow`: it is in the row now, and the refresh token that was spent for it must not be spent
   * again, whoever puts it back: some servers revoke the whole family then.
   */
  letGo(credential: Credential, inRow: boolean): void {
    const isThat = (each: Held) => each.credential.accessToken === credential.accessToken
    const held = without(this.#now.held, isThat)
    const replaced = this.#now.held.filter(isThat).map(refreshTokenReplacedBy)[0] ?? null
    const ways = replaced !== null && inRow ? withSpent(this.renewalMemory, replaced) : this.#now.ways
    const others = without(this.fallbacks, ({ accessToken }) => accessToken === credential.accessToken)
    const isKnown = this.fallbacks.some((each) => !others.includes(each) && each.refusedAt === undefined)
    if (held.length === this.#now.held.length && (isKnown || !inRow)) return
    const fallbacks = inRow && !isKnown ? [credential, ...others] : this.fallbacks
    this.#keepLater({ ...this.#now, held, fallbacks, ...(ways && { ways }) })
  }

  /**
   * Notes that Gazelle rejects this token, at `now` (milliseconds). Servers have rejected good tokens for days, so it stays as
   * the last fallback, for a week at least. If there are too many, those rejected first are dropped; a repeated rejection does
   * not change a token's place.
   */
  refused(credential: Credential, now: number): void {
    const isThat = ({ accessToken }: Fallback) => accessToken === credential.accessToken
    const rejected: Fallback = { ...credential, refusedAt: now }
    const refused = this.fallbacks.filter(isRefused)
    const known = refused.findIndex(isThat)
    const rejectedAll = known < 0 ? [...refused, rejected].slice(-keptRefused) : refused.with(known, rejected)
    const others = without(this.fallbacks, (each) => isRefused(each) || isThat(each))
    this.#keepLater({ ...this.#now, fallbacks: [...others, ...rejectedAll] })
  }

  /**
   * Notes that Gazelle accepts the row's token, at `now` (milliseconds): it is the first fallback. Some of those before it stay,
   * as they may outlive it: a captured or pasted token may be older, or be revoked first. They lose their refresh tokens, which
   * may have been spent for the row's, unless they are another company's. Rejected ones stay for a week.
   */
  accepted(record: TokenRecord, now: number): void {
    const others = without(this.fallbacks, ({ accessToken }) => accessToken === record.accessToken)
    const isDoubtful = ({ refusedAt }: Fallback) =>
      refusedAt !== undefined && Math.abs(now - refusedAt) < doubtMilliseconds
    const kept = [...without(others, isRefused).slice(0, keptBeside), ...others.filter(isDoubtful)]
    const [known] = this.fallbacks
    const newest = this.#credentialOf(record)
    const isSame = known?.accessToken === record.accessToken && known.refreshToken === record.refreshToken
    // Gazelle may have told its account since.
    const isKnown = isSame && JSON.stringify(known.account) === JSON.stringify(newest.account)
    if (isKnown && kept.length === others.length) return
    const beside = kept.map((each) =>
      isAnotherCompany(newest.account, each.account) ? each : { ...each, refreshToken: null },
    )
    this.#keepLater({ ...this.#now, fallbacks: [newest, ...beside] })
  }

  /**
   * Notes that the row's token, of this account if known, was replaced and may still work: it becomes a fallback, after the
   * newer ones.
   */
  replaced(record: TokenRecord, account: Account | null): void {
    this.outlived({ ...credentialOf(record), ...(account && { account }) })
  }

  /** Makes a fallback of a token that may work, but is not as good as the row's own. */
  outlived(credential: Credential): void {
    if (this.#isFallback(credential)) return
    this.#keepLater({ ...this.#now, fallbacks: [...this.fallbacks, credential] })
  }

  /** Makes a token that Gazelle denies access the first fallback: it may be allowed access some day. */
  denied(credential: Credential): void {
    if (this.#isFallback(credential)) return
    this.#keepLater({ ...this.#now, fallbacks: [credential, ...this.fallbacks] })
  }

  /** Writes the journal if it is out of date. */
  async save(): Promise<void> {
    if (this.#isSaveDue) await this.#write().catch(() => undefined)
  }

  /** Writes down a refresh token that is about to be spent. Rejects if that fails: then nothing must be spent. */
  async spend(spending: Spending): Promise<void> {
    const { spending: before } = this.#now
    try {
      await this.#keep({ ...this.#now, spending })
    } catch (error) {
      // Take it back: an earlier write may have included it.
      this.#keepLater({ ...this.#now, spending: before })
      throw error
    }
  }

  /** Writes down that the spending is over and brought no token. */
  async spentInVain(): Promise<void> {
    await this.#keep({ ...this.#now, spending: null }).catch(() => undefined)
  }

  /**
   * Writes down, in one go, the issued token and the end of the spending; the token that it replaces becomes a fallback.
   */
  async spent(issued: Held, replaced: TokenRecord): Promise<void> {
    const others = without(this.fallbacks, ({ accessToken }) => accessToken === replaced.accessToken)
    const fallbacks = [this.#credentialOf(replaced), ...others]
    await this.#keep({ ...this.#now, held: this.#with(issued), spending: null, fallbacks }).catch(() => undefined)
  }

  /** The row's token as a credential, so that it can be put back, with its account if known. */
  #credentialOf(record: TokenRecord): Credential {
    const credential = credentialOf(record)
    const known = this.fallbacks.find(({ accessToken }) => accessToken === record.accessToken)?.account
    const account = this.ownership?.of === fingerprint(record.accessToken) ? this.ownership.account : known
    return { ...credential, ...(account && { account }) }
  }

  #isFallback({ accessToken }: Credential): boolean {
    return this.fallbacks.some((each) => each.accessToken === accessToken)
  }

  #with(held: Held): Held[] {
    const { accessToken } = held.credential
    return [...without(this.#now.held, ({ credential }) => credential.accessToken === accessToken), held]
  }

  #keep(content: JournalContent): Promise<void> {
    this.#show(content)
    return this.#write()
  }

  /** Writes all that there is to keep, in turn. Rejects as the journal does; then the write stays due. */
  #write(): Promise<void> {
    this.#isSaveDue = true
    const mine = this.#writing.then(async () => {
      const [content, waiting] = [this.#now, this.#waiting]
      await this.#journal.write({ ...content, held: [...content.held, ...waiting] })
      this.#isSaveDue = this.#content !== content || this.#waiting !== waiting
    })
    this.#writing = mine.catch(() => undefined)
    return mine
  }

  #keepLater(content: JournalContent): void {
    this.#show(content)
    this.#isSaveDue = true
  }

  #show(content: JournalContent): void {
    this.#content = content
    this.#onChange(shownOf(content))
  }
}

const isRefused = ({ refusedAt }: Fallback): boolean => refusedAt !== undefined
