import type { UpdateFaultKind } from '../core/updates/fault.ts'
import type { Release } from '../core/updates/feed.ts'

export { type Channel, channels } from '../core/updates/channels.ts'
export type { UpdateFaultKind }

/**
 * How this program can be replaced:
 * - `replace`: it is one file, an AppImage
 * - `package`: by the system's package manager, once the person has given the system's password
 * - `command`: by the same, and a command that the person types
 * - `open`: by an installer, or a disk image, that the app opens
 * - `by-hand`: it is a folder that somebody has put there
 */
export type UpdateWay = 'replace' | 'package' | 'command' | 'open' | 'by-hand'

/** A release that is newer than the program. */
export interface FoundUpdate {
  readonly version: string
  /** In milliseconds since 1970. */
  readonly released: number
  readonly news: Release['news']
  readonly way: UpdateWay
  /** Of what is to be fetched, in bytes; null where nothing is. */
  readonly size: number | null
}

/** What is known of a newer version, and what is under way. */
export interface UpdatesSetup {
  /** Whether this copy of the program has been told where to look. */
  readonly isOffered: boolean
  /** When the feed was read last, in milliseconds since 1970; null: never. */
  readonly lookedAt: number | null
  /** `waiting`: for the system's password, or for the keeper. */
  readonly activity: 'idle' | 'looking' | 'fetching' | 'waiting' | 'installing'
  readonly found: FoundUpdate | null
  /** How much of it is here, in bytes; all of it once it is `isReady`. */
  readonly fetched: number
  readonly isReady: boolean
  /** What the person types where the app cannot install what it has fetched. */
  readonly command: string | null
  /** Why the latest try came to nothing; `signing-in`: the sign-in window is open. Null if it did not. */
  readonly fault: UpdateFaultKind | 'signing-in' | null
  /** What the system's package manager said of it, in its own words; null if it said nothing. */
  readonly said: string | null
}
