import type { Account } from './account.ts'
import type { EpochSeconds, HeaderKind } from './record.ts'
import type { CredentialSource } from './sources.ts'

/** A credential as a reader gives it: what was read, and not yet where it was found. */
export interface ReadCredential {
  readonly accessToken: string
  readonly headerKind: HeaderKind | null
  readonly refreshToken: string | null
  /** When Gazelle issued it, if Gazelle said so. */
  readonly issuedAt: EpochSeconds | null
  /** Its life in seconds, if Gazelle said so; else the guide's 30 days are assumed. */
  readonly lifeSeconds: number | null
}

/** A token on its way to the row, before Gazelle has been asked about it; every way in ends in `Keeper.offer`. */
export interface Credential extends ReadCredential {
  readonly source: CredentialSource
  /** Its account; absent until Gazelle has told. */
  readonly account?: Account
}
