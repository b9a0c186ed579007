import type { Credential } from '../gazelle/credential.ts'
import { fingerprint } from '../token/fingerprint.ts'
import type { TokenRecord } from '../token/record.ts'
import { emptyJournal, type Held, type Journal, type JournalContent, type Spending } from './journal.ts'

/**
 * What is in the keeper's hands and in no row: the journal, and the same in memory. What comes in is written down at once;
 * what is done with is written with the next that comes in, or by `save`: until then the journal holds a little too much.
 */
export class Holdings {
  readonly #journal: Journal
  readonly #onChange: (newest: { fingerprint: string } | null) => void
  /** Null until the journal has been read. */
  #content: JournalContent | null = null
  /** The journal holds something that is done with. */
  #isSaveDue = false

  /** `onChange` is told of the newest held token, as it may be shown. */
  constructor(journal: Journal, onChange: (newest: { fingerprint: string } | null) => void) {
    this.#journal = journal
    this.#onChange = onChange
  }

  /** Reads the journal, once. A journal that cannot be read is an empty one: there is nothing else to go by. */
  async load(): Promise<JournalContent> {
    if (this.#content === null) this.#show(await this.#journal.read().catch(() => emptyJournal))
    return this.#content ?? emptyJournal
  }

  get held(): readonly Held[] {
    return this.#now.held
  }

  get spending(): Spending | null {
    return this.#now.spending
  }

  get fallbacks(): readonly Credential[] {
    return this.#now.fallbacks
  }

  get #now(): JournalContent {
    return this.#content ?? emptyJournal
  }

  /** Holds a token. Where it cannot be written down it is held in memory: saving it in the row is all the more urgent. */
  async hold(held: Held): Promise<void> {
    await this.#keep({ ...this.#now, held: this.#with(held) }).catch(() => undefined)
  }

  /** Lets go of a token that has been settled; `inRow`: it is the row's now. */
  letGo(credential: Credential, inRow: boolean): void {
    const held = without(this.#now.held, ({ credential: { accessToken } }) => accessToken === credential.accessToken)
    const isKnown = this.fallbacks.some(({ accessToken }) => accessToken === credential.accessToken)
    if (held.length === this.held.length && (isKnown || !inRow)) return
    const fallbacks = inRow && !isKnown ? [credential, ...this.fallbacks] : this.fallbacks
    this.#keepLater({ ...this.#now, held, fallbacks })
  }

  /** Gazelle accepts the row's token: it is the one to fall back on, and those before it are superseded. */
  accepted(record: TokenRecord): void {
    const [newest, ...older] = this.fallbacks
    if (newest?.accessToken === record.accessToken && older.length === 0) return
    this.#keepLater({ ...this.#now, fallbacks: [credentialOf(record)] })
  }

  /** Forgets a token to fall back on: Gazelle does not accept it any more. */
  forget(credential: Credential): void {
    const fallbacks = without(this.fallbacks, ({ accessToken }) => accessToken === credential.accessToken)
    if (fallbacks.length < this.fallbacks.length) this.#keepLater({ ...this.#now, fallbacks })
  }

  /** Writes down what is done with, where that is due. */
  async save(): Promise<void> {
    if (this.#isSaveDue) await this.#keep(this.#now).catch(() => undefined)
  }

  /** Writes down what is about to be spent. Rejects where that cannot be written: then nothing may be spent. */
  async spend(spending: Spending): Promise<void> {
    const before = this.#content
    try {
      await this.#keep({ ...this.#now, spending })
    } catch (error) {
      if (before !== null) this.#show(before)
      throw error
    }
  }

  /** Writes down that the spending is over, and brought nothing. */
  async spentInVain(): Promise<void> {
    await this.#keep({ ...this.#now, spending: null }).catch(() => undefined)
  }

  /**
   * Writes down, in one go, what the spending brought, and what it was issued in place of: that is there to fall back on until
   * Gazelle has accepted the new one.
   */
  async spent(issued: Held, replaced: TokenRecord): Promise<void> {
    const others = without(this.fallbacks, ({ accessToken }) => accessToken === replaced.accessToken)
    const fallbacks = [credentialOf(replaced), ...others]
    await this.#keep({ held: this.#with(issued), spending: null, fallbacks }).catch(() => undefined)
  }

  #with(held: Held): Held[] {
    const { accessToken } = held.credential
    return [...without(this.held, ({ credential }) => credential.accessToken === accessToken), held]
  }

  async #keep(content: JournalContent): Promise<void> {
    this.#show(content)
    // Until it is written, it is due.
    this.#isSaveDue = true
    await this.#journal.write(content)
    this.#isSaveDue = false
  }

  #keepLater(content: JournalContent): void {
    this.#show(content)
    this.#isSaveDue = true
  }

  #show(content: JournalContent): void {
    this.#content = content
    const newest = content.held.at(-1)
    this.#onChange(newest === undefined ? null : { fingerprint: fingerprint(newest.credential.accessToken) })
  }
}

function without<T>(all: readonly T[], isThat: (each: T) => boolean): T[] {
  return all.filter((each) => !isThat(each))
}

/** The row's token as a credential, so that it can be put back. */
function credentialOf({ accessToken, refreshToken, headerKind, issuedAt, expiry }: TokenRecord): Credential {
  const isStated = expiry.certainty === 'stated' && issuedAt !== null
  return {
    accessToken,
    refreshToken,
    headerKind,
    issuedAt,
    lifeSeconds: isStated ? expiry.at - issuedAt : null,
    source: 'row',
  }
}
