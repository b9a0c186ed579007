import type { EpochSeconds, HeaderKind } from '../token/record.ts'

export type { Clock } from '../base/clock.ts'

import type { Account } from '../token/account.ts'
import type { Credential } from '../token/credential.ts'

/** Gazelle's answer to the cheap query: the token works. */
export interface ProbeAnswer {
  /** The header in which Gazelle accepted it. */
  readonly headerKind: HeaderKind
  /** Gazelle's own clock (its `Date` header), or null if it sent none. */
  readonly gazelleTime: EpochSeconds | null
  readonly tookMilliseconds: number
  /** The token's account; null or absent if Gazelle does not tell. */
  readonly account?: Account | null
}

/** Gazelle's API. */
export interface Gazelle {
  /** One cheap authenticated query. Rejects with a `GazelleError` and nothing else. */
  probe(credential: Pick<Credential, 'accessToken' | 'headerKind'>, signal?: AbortSignal): Promise<ProbeAnswer>
}
