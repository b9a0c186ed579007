import type { Credential } from '../token/credential.ts'
import type { Ownership } from './ownership.ts'
import type { RenewalMemory } from './renewal-memory.ts'

/** A token that works, or may, and is in no row yet. */
export interface Held {
  readonly credential: Credential
  /**
   * For a token fresh from a grant: the tokens it was issued in place of, and when the row that held them was written. It is
   * saved before its first use, because some servers revoke the old pair then. Null for a captured one, which is in use
   * already and is tried first.
   */
  readonly supersedes: {
    readonly accessToken: string
    /** The one that was spent for it. */
    readonly refreshToken: string
    readonly writtenAt: string | null
  } | null
  /**
   * When it was found, in milliseconds since 1970: it may be older, where Gazelle does not say, but not younger. Null where
   * no server had told by then whether the clock is right.
   */
  readonly foundAt: number | null
  /** A person has said that the row is to have it, though it is another company's. */
  readonly isConfirmed?: true
}

/** A refresh token that is about to be spent, and the access token it came with. */
export interface Spending {
  readonly refreshToken: string
  readonly accessToken: string
}

/** A token to put back in place of a dead one. */
export interface Fallback extends Credential {
  /** When Gazelle rejected it, in milliseconds since 1970: once may be the server's mistake. Left out while it has not. */
  readonly refusedAt?: number
}

export interface JournalContent {
  /** The newest last. */
  readonly held: readonly Held[]
  /** Set before a refresh token goes out, cleared with its answer: what is found here after a crash has no answer. */
  readonly spending: Spending | null
  /**
   * Tokens to put back when the row's is dead, the newest first: the last one that Gazelle accepted, those saved since, of
   * which it has said nothing yet, and a few from before that, which may outlive it.
   */
  readonly fallbacks: readonly Fallback[]
  /** What is known of the ways to another token; journals of older versions do not have it. */
  readonly ways?: RenewalMemory
  /** Whose the row is; left out until Gazelle has told. */
  readonly ownership?: Ownership
}

/**
 * What must survive a crash. Written before each step that could lose something. It holds secrets: whoever keeps it
 * keeps it encrypted.
 */
export interface Journal {
  /** What was last kept. */
  read(): Promise<JournalContent>
  /** Keeps exactly this; resolves once it is safe, and rejects when it is not. */
  write(content: JournalContent): Promise<void>
}

export const emptyJournal: JournalContent = { held: [], spending: null, fallbacks: [] }

/** A journal for where nothing may be written: it lasts as long as the process. */
export function memoryJournal(): Journal {
  let kept = emptyJournal
  return {
    read: async () => kept,
    write: async (content) => {
      kept = content
    },
  }
}
