import { type Account, isAnotherCompany } from '../token/account.ts'
import type { Credential } from '../token/credential.ts'
import { fingerprint } from '../token/fingerprint.ts'
import type { KeeperEvent } from './events.ts'
import { type By, declining, heard, type Ownership, type Taken } from './ownership.ts'

/** Where the row's ownership is kept. */
interface KeptOwnership {
  readonly ownership: Ownership | null
  /** Tokens that may be put back, with their accounts, if Gazelle has told them. */
  readonly fallbacks: readonly Pick<Credential, 'accessToken' | 'account'>[]
  keepOwnership(ownership: Ownership): void
}

/** The row's owner, as far as Gazelle has told, and the person's decisions on it. Outlives the process. */
export class RowOwner {
  readonly #kept: KeptOwnership
  readonly #log: (event: KeeperEvent) => void

  constructor(kept: KeptOwnership, log: (event: KeeperEvent) => void) {
    this.#kept = kept
    this.#log = log
  }

  /** The account of the row's token, as Gazelle last told it; null if it never has. */
  get account(): Account | null {
    return this.#kept.ownership?.account ?? null
  }

  /** The account of this token, if it is the one that Gazelle last told the row's account of; else null. */
  accountOf(accessToken: string): Account | null {
    const { ownership } = this.#kept
    return ownership !== null && ownership.of === fingerprint(accessToken) ? ownership.account : null
  }

  /** Notes the account that Gazelle has told of the row's token. A change goes into the log. */
  hear(account: Account | null | undefined, accessToken: string, by: By): void {
    if (!account) return
    const of = fingerprint(accessToken)
    const before = this.#kept.ownership
    const { ownership, change } = heard(before, account, { of, by })
    if (ownership === null || JSON.stringify(ownership) === JSON.stringify(before)) return
    // Log first, so that the log's reader still sees whose the row was.
    if (change !== null) this.#log({ what: 'account-changed', fingerprint: of, change, by })
    this.#kept.keepOwnership(ownership)
  }

  /** Whether the row is still between the two companies that a person was asked about: it may have gone to a third since. */
  isTaken({ account, takenFrom }: Taken): boolean {
    const { ownership } = this.#kept
    if (ownership === null || ownership.takenFrom === null) return false
    return !isAnotherCompany(ownership.account, account) && !isAnotherCompany(ownership.takenFrom, takenFrom)
  }

  /**
   * Notes that the row holds this token. If Gazelle has told its account before, it need not tell it again, and cannot once the
   * token is dead. Somebody may have put back an older token of the company that the row had before.
   */
  recognise(accessToken: string): void {
    if (this.accountOf(accessToken) !== null) return
    const known = this.#kept.fallbacks.find((each) => each.accessToken === accessToken)
    this.hear(known?.account, accessToken, 'another')
  }

  /** Notes that a person accepts the company whose token the row holds. */
  acknowledge(): void {
    const { ownership } = this.#kept
    if (ownership !== null) this.#kept.keepOwnership({ ...ownership, takenFrom: null })
  }

  /** Whether a person declined this token. */
  isDeclined(accessToken: string): boolean {
    return this.#kept.ownership?.declined.includes(fingerprint(accessToken)) ?? false
  }

  decline(accessToken: string): void {
    const { ownership } = this.#kept
    if (ownership !== null) this.#kept.keepOwnership(declining(ownership, fingerprint(accessToken)))
    this.#log({ what: 'declined', fingerprint: fingerprint(accessToken) })
  }
}
