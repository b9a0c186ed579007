import { type Account, isAnotherCompany } from '../token/account.ts'
import type { Credential } from '../token/credential.ts'
import { fingerprint } from '../token/fingerprint.ts'
import type { TokenRecord } from '../token/record.ts'
import { emptyJournal, type Fallback, type Held, type Journal, type JournalContent, type Spending } from './journal.ts'
import type { Ownership } from './ownership.ts'
import { emptyRenewalMemory, type RenewalMemory } from './renewal-memory.ts'
import { credentialOf } from './row-credential.ts'
import { isUnconfirmed, type ShownTokens, shownOf } from './shown-tokens.ts'

/** Each that is dead by then costs one question when the row's token has died. */
const keptBeside = 5
/** Tokens that Gazelle has rejected, while it has accepted no other since. */
const keptRefused = 20
/**
 * What is in the keeper's hands and in no row: the journal, and the same in memory. What comes in is written down at once;
 * what is done with is written with the next that comes in, or by `save`: until then the journal holds a little too much.
 */
export class TokenJournal {
  readonly #journal: Journal
  readonly #onChange: (shown: ShownTokens) => void
  /** Null until the journal has been read. */
  #content: JournalContent | null = null
  #loading: Promise<void> | null = null
  /** What was offered and waits for its turn: the journal has it, nothing is done with it. */
  #waiting: readonly Held[] = []
  /** The journal is not what it would be if it were written now. */
  #isSaveDue = false
  /** One write at a time: the last one that resolves is the one that stays. */
  #writing: Promise<void> = Promise.resolve()

  /** `onChange` is told of what may be shown. */
  constructor(journal: Journal, onChange: (shown: ShownTokens) => void) {
    this.#journal = journal
    this.#onChange = onChange
  }

  /** Reads the journal, once. A journal that cannot be read is an empty one: there is nothing else to go by. */
  load(): Promise<void> {
    this.#loading ??= this.#journal.read().then(
      (content) => this.#show(content),
      () => this.#show(emptyJournal),
    )
    return this.#loading
  }

  /** What is to be saved: all that is held, but what waits for a person's word. */
  get held(): readonly Held[] {
    return this.#now.held.filter((held) => !isUnconfirmed(held, this.ownership))
  }

  /** Held tokens of another company than the row's, which nobody has said a word on; the newest last. */
  get unconfirmed(): readonly Held[] {
    return this.#now.held.filter((held) => isUnconfirmed(held, this.ownership))
  }

  /** Whose the row is; null until Gazelle has told. */
  get ownership(): Ownership | null {
    return this.#now.ownership ?? null
  }

  /** Keeps whose the row is, with the next that is written. What is held or fallen back on is that company's or not from now on. */
  keepOwnership(ownership: Ownership): void {
    this.#keepLater({ ...this.#now, ownership })
  }

  /** Gazelle has told whose this token is, which is held or there to fall back on. */
  belongs(accessToken: string, account: Account): void {
    const told = <T extends Credential>(each: T): T => (each.accessToken === accessToken ? { ...each, account } : each)
    const held = this.#now.held.map((each) => ({ ...each, credential: told(each.credential) }))
    this.#keepLater({ ...this.#now, held, fallbacks: this.fallbacks.map(told) })
  }

  /** Whether the journal holds all that there is to keep, as far as it could be written. */
  get isWrittenDown(): boolean {
    return !this.#isSaveDue
  }

  get spending(): Spending | null {
    return this.#now.spending
  }

  get fallbacks(): readonly Fallback[] {
    return this.#now.fallbacks
  }

  /** What was known of the ways to another token when it was last kept. */
  get renewalMemory(): RenewalMemory {
    return this.#now.ways ?? emptyRenewalMemory
  }

  /** Keeps what is known of the ways now, with the next that is written. */
  keepRenewalMemory(ways: RenewalMemory): void {
    this.#keepLater({ ...this.#now, ways })
  }

  get #now(): JournalContent {
    return this.#content ?? emptyJournal
  }

  /**
   * Writes down a token that is offered, whatever else is under way: its turn may be minutes off, and the process may not
   * live so long. Until `hold` takes it in hand nobody else does. Never rejects.
   */
  async receive(held: Held): Promise<void> {
    await this.load()
    this.#waiting = [...this.#waiting, held]
    await this.#write().catch(() => undefined)
  }

  /**
   * Holds a token. Where it cannot be written down it is held in memory: saving it in the row is all the more urgent. Gives
   * it with the refresh token that it was held with before, where it comes without one now.
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

  /** Lets go of a token that has been settled; `inRow`: it is the row's now. */
  letGo(credential: Credential, inRow: boolean): void {
    const held = without(this.#now.held, ({ credential: { accessToken } }) => accessToken === credential.accessToken)
    const others = without(this.fallbacks, ({ accessToken }) => accessToken === credential.accessToken)
    const isKnown = this.fallbacks.some((each) => !others.includes(each) && each.refusedAt === undefined)
    if (held.length === this.#now.held.length && (isKnown || !inRow)) return
    const fallbacks = inRow && !isKnown ? [credential, ...others] : this.fallbacks
    this.#keepLater({ ...this.#now, held, fallbacks })
  }

  /**
   * Gazelle rejects this token, at `now` (milliseconds). Servers have said so of tokens that lived, for days: it stays to fall
   * back on, as the last, at least until Gazelle accepts another. Where there are too many, those go that were rejected first:
   * one that is rejected once more keeps its place.
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
   * Gazelle accepts the row's token: it is the one to fall back on. Those before it may outlive it, since what somebody has
   * captured or pasted may be the older one, or be revoked first: some of them stay, without their refresh tokens, which the
   * row's may have followed, unless they are another company's.
   */
  accepted(record: TokenRecord): void {
    const others = without(this.fallbacks, ({ accessToken }) => accessToken === record.accessToken)
    const kept = [...without(others, isRefused), ...others.filter(isRefused)].slice(0, keptBeside)
    const [known] = this.fallbacks
    const newest = this.#credentialOf(record)
    const isSame = known?.accessToken === record.accessToken && known.refreshToken === record.refreshToken
    // Whose it is may have been told since.
    const isKnown = isSame && JSON.stringify(known.account) === JSON.stringify(newest.account)
    if (isKnown && kept.length === others.length) return
    const beside = kept.map((each) =>
      isAnotherCompany(newest.account, each.account) ? each : { ...each, refreshToken: null },
    )
    this.#keepLater({ ...this.#now, fallbacks: [newest, ...beside] })
  }

  /**
   * The row's token, of this account where that is known, gave way to another one, and may work still: it is there to fall back
   * on, after those that are newer.
   */
  replaced(record: TokenRecord, account: Account | null): void {
    this.outlived({ ...credentialOf(record), ...(account && { account }) })
  }

  /** One that may work, and that the row did not take because its own is the better one, is there to fall back on too. */
  outlived(credential: Credential): void {
    if (this.#isFallback(credential)) return
    this.#keepLater({ ...this.#now, fallbacks: [...this.fallbacks, credential] })
  }

  /** So is one that Gazelle denies what it is for: the newest, which may be allowed to do it some day. */
  denied(credential: Credential): void {
    if (this.#isFallback(credential)) return
    this.#keepLater({ ...this.#now, fallbacks: [credential, ...this.fallbacks] })
  }

  /** Writes down what is done with, where that is due. */
  async save(): Promise<void> {
    if (this.#isSaveDue) await this.#write().catch(() => undefined)
  }

  /** Writes down what is about to be spent. Rejects where that cannot be written: then nothing may be spent. */
  async spend(spending: Spending): Promise<void> {
    const { spending: before } = this.#now
    try {
      await this.#keep({ ...this.#now, spending })
    } catch (error) {
      // A write before this one may have taken it along.
      this.#keepLater({ ...this.#now, spending: before })
      throw error
    }
  }

  /** Writes down that the spending is over, and brought nothing. */
  async spentInVain(): Promise<void> {
    await this.#keep({ ...this.#now, spending: null }).catch(() => undefined)
  }

  /**
   * Writes down, in one go, what the spending brought, and what it was issued in place of: that is there to fall back on.
   */
  async spent(issued: Held, replaced: TokenRecord): Promise<void> {
    const others = without(this.fallbacks, ({ accessToken }) => accessToken === replaced.accessToken)
    const fallbacks = [this.#credentialOf(replaced), ...others]
    await this.#keep({ ...this.#now, held: this.#with(issued), spending: null, fallbacks }).catch(() => undefined)
  }

  /** The row's token as a credential, so that it can be put back, with whose it is, where that is known. */
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

  /** Writes all that there is to keep once it is this write's turn. Rejects as the journal does; then it stays due. */
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

function isRefused({ refusedAt }: Fallback): boolean {
  return refusedAt !== undefined
}

function without<T>(all: readonly T[], isThat: (each: T) => boolean): T[] {
  return all.filter((each) => !isThat(each))
}
