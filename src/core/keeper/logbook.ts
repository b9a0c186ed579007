/** What a keeper is part of: the app, the command line, a program with the library, a function in the project. */
export type KeeperKind = 'app' | 'command' | 'library' | 'function'

/** How a keeper gets a new token without a person. */
export type RenewsBy = 'refresh-token' | 'web-session'

/** What a keeper has done last; `checked` is a look that found nothing to do. */
export type Deed = 'checked' | 'renewed' | 'saved' | 'restored' | 'adopted' | 'failed' | 'human-needed'

/** A keeper as others see it. Holds no secret. */
export interface KeeperName {
  /** Of the computer or the host. */
  readonly name: string
  readonly kind: KeeperKind
  readonly version: string
}

/** The word that a keeper leaves after a check. */
export interface Heartbeat extends KeeperName {
  readonly did: Deed
  /** Null where the keeper needs a person. */
  readonly renewsBy: RenewsBy | null
  /** The fingerprint of a token that it has just put in the row. */
  readonly saved: string | null
}

/** A keeper that has left word, by the server's clock. */
export interface SeenKeeper extends Omit<Heartbeat, 'saved'> {
  readonly secondsAgo: number
  /** When it last left word that it could renew without a person; null if it never has. */
  readonly ableSecondsAgo: number | null
}

/** A change of the row as the database saw it. Tokens are named by their fingerprints; null stands for none. */
export interface RowWrite {
  readonly id: number
  /** Milliseconds since 1970 by the server's clock. */
  readonly at: number
  readonly what: 'added' | 'changed' | 'removed'
  readonly before: string | null
  readonly after: string | null
  /** The API's role, or the database's. */
  readonly role: string | null
  /** The program, as it names itself. */
  readonly application: string | null
  /** The email of the Supabase user. */
  readonly user: string | null
  readonly byKeeper: boolean
  /** The keeper's name, if it has left word since. */
  readonly keeper: string | null
  /** Whether the value before is kept, and can be put back. */
  readonly isKept: boolean
}

/** What the logbook holds: the keepers, the latest first, and the latest changes of the row. */
export interface LogbookPage {
  readonly keepers: readonly SeenKeeper[]
  readonly writes: readonly RowWrite[]
}

/** How long a person waits for the logbook that was asked for, in milliseconds. */
export const personsPatienceMilliseconds = 20_000

/**
 * What all keepers of a row know of each other and of its past. It is optional: both methods give null where the project has
 * none, and reject with a `StoreError` and nothing else. `writes`: how many changes of the row to give.
 */
export interface Logbook {
  /** Takes three seconds at most by default, as nothing depends on its answer; a person who asks for it alone has patience. */
  read(writes: number, withinMilliseconds?: number): Promise<LogbookPage | null>
  /**
   * Leaves a heartbeat, and gives the logbook after it: one request for both. Of the changes only those that came after the one
   * with this id; null: of all.
   */
  leave(heartbeat: Heartbeat, writes: number, after?: number | null): Promise<LogbookPage | null>
}
