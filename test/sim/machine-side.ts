import type { JournalContent } from '../../src/core/keeper/journal.ts'
import type { Cross } from './crossing.ts'
import type { FreshTokens } from './fresh-tokens.ts'
import type { MachineClock } from './machine-clock.ts'
import type { PageSession } from './page-session.ts'

/** A machine's information so far, on which its keeper's knowledge depends. */
export interface Told {
  /** The keeper's journal, as it last wrote or read it. */
  journal: JournalContent
  /** The tokens that Gazelle has accepted from this machine, by fingerprint. */
  readonly accepted: Set<string>
  /**
   * Those of them whose answer has reached the keeper since its start and since the journal was last written: it knows their
   * account, and remembers it as far as the journal does.
   */
  readonly heard: Set<string>
  /** Whether the row had a refresh token when the keeper last read it. */
  isRefreshTokenInRow: boolean
  /** The access tokens that it has found in the row. */
  readonly seen: Set<string>
  /** The access token of the row as it read it last: another keeper may have changed it since. */
  inRow: string
  readAt: number
  refusedAt: number
}

/** The number of a person's requests to a keeper that are under way. */
export interface Requests {
  /** Requests of all kinds. */
  underWay: number
  /** Requests for a new token although the old one is valid. */
  forced: number
  /** Tokens that a person brings and that wait for their turn: the web session may have changed since. */
  offering: number
}

/** A computer as the keeper's ports reach it. */
export interface KeeperSide {
  readonly name: string
  /** As in `Crosser`. */
  readonly life: number
  readonly cross: Cross
  readonly clock: MachineClock
  readonly session: PageSession
  readonly fresh: FreshTokens
  readonly told: Told
  readonly requests: Requests
  /** Whether its keeper has a token in its hands that is fresh from a grant, and in no row. */
  readonly holdsIssued: boolean
}
