import type { Snapshot } from './snapshot.ts'

/**
 * The whole contract between the windows and main. A window asks with verbs and gets no secret back;
 * main tells every window the snapshot whenever it changes.
 */
export const verbs = [
  /** Asks Gazelle and Supabase how things stand, now. */
  'check',
  /** Wants a new token, although the old one lives. */
  'renew',
  /** Opens the guided sign-in window, or brings it to the front. */
  'sign-in',
  'sign-in.reload',
  'sign-in.cancel',
  /** Tries again to save the token that was found and is held. */
  'save-held',
  'close-popover',
] as const

export type Verb = (typeof verbs)[number]

export const channels = {
  /** window → main: do this. */
  verb: 'keeper:verb',
  /** window → main: give me the snapshot. */
  snapshot: 'keeper:snapshot',
  /** popover → main: my content needs this height. */
  height: 'keeper:height',
  /** main → window: it changed. */
  changed: 'keeper:changed',
} as const

/** What the preload puts on `window.keeper`: the windows' only door. */
export interface KeeperDoor {
  /** Resolves when the verb has been carried out; how it went is in the snapshot. */
  ask(verb: Verb): Promise<void>
  snapshot(): Promise<Snapshot>
  /** Tells how high the popover's content is, in pixels. */
  fit(height: number): Promise<void>
  /** Calls `reader` with every new snapshot until the function it gives back is called. */
  onChange(reader: (snapshot: Snapshot) => void): () => void
}
