import type { Credential } from '../gazelle/credential.ts'
import { fingerprint } from '../token/fingerprint.ts'
import { emptyJournal, type Held, type Journal, type JournalContent, type Spending } from './journal.ts'

/** What is in the keeper's hands and in no row: the journal, and the same in memory. */
export class Holdings {
  readonly #journal: Journal
  readonly #onChange: (newest: { fingerprint: string } | null) => void
  /** Null until the journal has been read. */
  #content: JournalContent | null = null

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

  get lastGood(): Credential | null {
    return this.#now.lastGood
  }

  get #now(): JournalContent {
    return this.#content ?? emptyJournal
  }

  /** Holds a token. Where it cannot be written down it is held in memory: saving it in the row is all the more urgent. */
  async hold(held: Held): Promise<void> {
    await this.#keep({ ...this.#now, held: this.#with(held) }).catch(() => undefined)
  }

  /** Lets go of a token that has been settled; `inRow`: it is the row's now. */
  async letGo(credential: Credential, inRow: boolean): Promise<void> {
    const lastGood = inRow ? credential : this.lastGood
    const held = this.#without(credential.accessToken)
    if (held.length === this.held.length && lastGood?.accessToken === this.lastGood?.accessToken) return
    await this.#keep({ ...this.#now, held, lastGood }).catch(() => undefined)
  }

  /** Forgets the last good token: it works no more. */
  async forgetLastGood(): Promise<void> {
    if (this.lastGood !== null) await this.#keep({ ...this.#now, lastGood: null }).catch(() => undefined)
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

  /** Writes down what the spending brought, in one go; null: nothing. */
  async spent(issued: Held | null): Promise<void> {
    const held = issued === null ? this.held : this.#with(issued)
    await this.#keep({ ...this.#now, held, spending: null }).catch(() => undefined)
  }

  #with(held: Held): Held[] {
    return [...this.#without(held.credential.accessToken), held]
  }

  #without(accessToken: string): Held[] {
    return this.held.filter(({ credential }) => credential.accessToken !== accessToken)
  }

  async #keep(content: JournalContent): Promise<void> {
    this.#show(content)
    await this.#journal.write(content)
  }

  #show(content: JournalContent): void {
    this.#content = content
    const newest = content.held.at(-1)
    this.#onChange(newest === undefined ? null : { fingerprint: fingerprint(newest.credential.accessToken) })
  }
}
