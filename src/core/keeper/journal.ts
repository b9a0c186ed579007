import type { Credential } from '../token/credential.ts'
import type { Ownership } from './ownership.ts'
import type { RenewalMemory } from './renewal-memory.ts'

/** A token that works, or may, and is not in the row yet. */
export interface Held {
  readonly credential: Credential
  /**
   * For a token fresh from a grant: the tokens it replaces, and when the row that held them was written. It is saved before
   * its first use, because some servers revoke the old pair then. Null for a captured token, which is already in use and is
   * tested first.
   */
  readonly supersedes: {
    readonly accessToken: string
    /** The refresh token that was spent for it. */
    readonly refreshToken: string
    readonly writtenAt: string | null
  } | null
  /**
   * When it was found, in milliseconds since 1970. Where Gazelle does not state its age, it may be older but not younger.
   * Null if no server had confirmed the clock by then.
   */
  readonly foundAt: number | null
  /** A person has confirmed that it belongs in the row although it is another company's. */
  readonly isConfirmed?: true
}

/** A refresh token that is about to be spent, and the access token it came with. */
export interface Spending {
  readonly refreshToken: string
  readonly accessToken: string
}

/** A token to put back in place of a dead one. */
export interface Fallback extends Credential {
  /** When Gazelle rejected it, in milliseconds since 1970: one rejection may be the server's mistake. Absent until then. */
  readonly refusedAt?: number
}

export interface JournalContent {
  /** The newest last. */
  readonly held: readonly Held[]
  /** Set before a refresh token is sent, cleared with its answer: a value found after a crash was never answered. */
  readonly spending: Spending | null
  /**
   * Tokens to put back when the row's is dead, the newest first: the last one that Gazelle accepted, those saved since that
   * it has not judged yet, and a few older ones, which may outlive it.
   */
  readonly fallbacks: readonly Fallback[]
  /** The renewal memory; absent from journals of older versions. */
  readonly ways?: RenewalMemory
  /** The row's owner; absent until Gazelle has told. */
  readonly ownership?: Ownership
}

/**
 * What must survive a crash. Written before each step that could lose something. It holds secrets: implementations
 * encrypt it.
 */
export interface Journal {
  /**
   * Reads what was last written. Rejects with a `StoreError` where that is out of reach for now: then nothing is done before it
   * is known. With any other error it counts as lost, and empty.
   */
  read(): Promise<JournalContent>
  /** Replaces the content; resolves once it is safe, and rejects if it is not. */
  write(content: JournalContent): Promise<void>
}

export const emptyJournal: JournalContent = { held: [], spending: null, fallbacks: [] }

/** A journal in memory, for when nothing may be written: it lasts as long as the process. */
export function memoryJournal(): Journal {
  let kept = emptyJournal
  return {
    read: async () => kept,
    write: async (content) => {
      kept = content
    },
  }
}
