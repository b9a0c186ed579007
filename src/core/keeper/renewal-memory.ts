import { fingerprint } from '../token/fingerprint.ts'

/** How many fingerprints of spent refresh tokens are kept: more than a row sees in a year. */
const keptSpent = 20

/** A renewal by refresh token. */
export interface LatestRenewal {
  /** The fingerprint of the token that it brought. */
  readonly fingerprint: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** How many renewals in a row, before this one, have not helped. */
  readonly helpless: number
  /** Whether Gazelle has accepted the row's token since. */
  readonly isAccepted: boolean
}

/** A keeper's knowledge of its renewal options, as the journal keeps it. Holds no secret. Times are milliseconds. */
export interface RenewalMemory {
  /** Fingerprints of refresh tokens that Gazelle no longer accepts, or whose successor has been in the row; the newest last. */
  readonly spent: readonly string[]
  /** For how long grants have failed without a proper answer, and when the latest failed. */
  readonly grantsFail: { readonly lasted: number; readonly latest: number } | null
  /** The need for which the web session was last tried in vain, and when. */
  readonly triedWebSession: { readonly for: string; readonly at: number } | null
  readonly renewal: LatestRenewal | null
}

export const emptyRenewalMemory: RenewalMemory = { spent: [], grantsFail: null, triedWebSession: null, renewal: null }

/** The memory in which this refresh token must not be spent again. Pure. */
export function withSpent(memory: RenewalMemory, refreshToken: string): RenewalMemory {
  const spent = fingerprint(refreshToken)
  return { ...memory, spent: [...memory.spent.filter((each) => each !== spent), spent].slice(-keptSpent) }
}

/** Merges the memories of several keepers of one row, the latest written first. Pure. */
export function mergeRenewalMemories(all: readonly RenewalMemory[]): RenewalMemory {
  const latest = <T>(each: readonly (T | null)[], at: (one: T) => number): T | null =>
    each.reduce((best, one) => (one !== null && (best === null || at(one) > at(best)) ? one : best), null)
  return {
    spent: [...new Set(all.toReversed().flatMap(({ spent }) => spent))],
    grantsFail: all[0]?.grantsFail ?? null,
    triedWebSession: latest(
      all.map(({ triedWebSession }) => triedWebSession),
      ({ at }) => at,
    ),
    renewal: latest(
      all.map(({ renewal }) => renewal),
      ({ at }) => at,
    ),
  }
}
