import { type Account, isAnotherCompany } from '../token/account.ts'
import type { Credential } from '../token/credential.ts'
import { fingerprint } from '../token/fingerprint.ts'
import type { KeeperEvent } from './events.ts'
import { type By, declining, heard, type Ownership, type Taken } from './ownership.ts'

/** Where what is known of the row's account is kept. */
interface KeptOwnership {
  readonly ownership: Ownership | null
  /** Tokens that may be put back, with whose they are, where Gazelle has told. */
  readonly fallbacks: readonly Pick<Credential, 'accessToken' | 'account'>[]
  keepOwnership(ownership: Ownership): void
}

/** Whose the row is, as far as Gazelle has told, and what a person has said to it. It outlives the process. */
export class RowOwner {
  readonly #kept: KeptOwnership
  readonly #log: (event: KeeperEvent) => void

  constructor(kept: KeptOwnership, log: (event: KeeperEvent) => void) {
    this.#kept = kept
    this.#log = log
  }

  /** Whose the row's token is, or was the last time that Gazelle told; null where it never has. */
  get account(): Account | null {
    return this.#kept.ownership?.account ?? null
  }

  /** Whose this token of the row is, where Gazelle has told that of the row last; else null. */
  accountOf(accessToken: string): Account | null {
    const { ownership } = this.#kept
    return ownership?.of === fingerprint(accessToken) ? ownership.account : null
  }

  /** Gazelle has told whose the row's token is. What has changed by that goes into the log. */
  hear(account: Account | null | undefined, accessToken: string, by: By): void {
    if (!account) return
    const of = fingerprint(accessToken)
    const before = this.#kept.ownership
    const { ownership, change } = heard(before, account, { of, by })
    if (ownership === null || JSON.stringify(ownership) === JSON.stringify(before)) return
    // Told before, so that whoever hears of it still sees whose the row was.
    if (change !== null) this.#log({ what: 'account-changed', fingerprint: of, change, by })
    this.#kept.keepOwnership(ownership)
  }

  /** Whether the row is still taken as somebody was asked about it: it may have gone on to another company since. */
  isTaken({ account, takenFrom }: Taken): boolean {
    const { ownership } = this.#kept
    if (ownership === null || ownership.takenFrom === null) return false
    return !isAnotherCompany(ownership.account, account) && !isAnotherCompany(ownership.takenFrom, takenFrom)
  }

  /**
   * The row holds this token: where Gazelle told before whose it is, it need not tell again, and cannot once the token is dead.
   * Somebody may have put back an older one of the company that the row had before.
   */
  recognise(accessToken: string): void {
    if (this.accountOf(accessToken) !== null) return
    const known = this.#kept.fallbacks.find((each) => each.accessToken === accessToken)
    this.hear(known?.account, accessToken, 'another')
  }

  /** A person has said that the row is rightly the company's whose token it holds. */
  acknowledge(): void {
    const { ownership } = this.#kept
    if (ownership !== null) this.#kept.keepOwnership({ ...ownership, takenFrom: null })
  }

  /** Whether a person did not want this token. */
  isDeclined(accessToken: string): boolean {
    return this.#kept.ownership?.declined.includes(fingerprint(accessToken)) ?? false
  }

  decline(accessToken: string): void {
    const { ownership } = this.#kept
    if (ownership !== null) this.#kept.keepOwnership(declining(ownership, fingerprint(accessToken)))
    this.#log({ what: 'declined', fingerprint: fingerprint(accessToken) })
  }
}
