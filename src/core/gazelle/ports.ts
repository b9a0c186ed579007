import type { EpochSeconds, HeaderKind } from '../token/record.ts'

export type { Clock } from '../base/clock.ts'

import type { Account } from '../token/account.ts'
import type { Credential } from '../token/credential.ts'

/** Gazelle's answer to the cheap query: the token works. */
export interface ProbeAnswer {
  /** The header that Gazelle accepted it in. */
  readonly headerKind: HeaderKind
  /** Gazelle's own clock (its `Date` header), or null where it sent none. */
  readonly gazelleTime: EpochSeconds | null
  readonly tookMilliseconds: number
  /** Whose the token is; null or left out where Gazelle does not tell. */
  readonly account?: Account | null
}

/** Gazelle's API. */
export interface Gazelle {
  /** One cheap authenticated query. Rejects with a `GazelleError` and nothing else. */
  probe(credential: Pick<Credential, 'accessToken' | 'headerKind'>, signal?: AbortSignal): Promise<ProbeAnswer>
}
