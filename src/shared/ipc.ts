import type { Request, Verb } from './ipc-schema.ts'
import type { Snapshot } from './snapshot.ts'

/** How the windows and main hear of each other; main tells every window the snapshot whenever it changes. */
export const channels = {
  /** window → main: do this. */
  verb: 'keeper:verb',
  /** window → main: do this, with what somebody typed or chose. */
  request: 'keeper:request',
  /** window → main: give me the snapshot. */
  snapshot: 'keeper:snapshot',
  /** window → main: my content needs this height. */
  height: 'keeper:height',
  /** main → window: it changed. */
  changed: 'keeper:changed',
} as const

/** What the preload puts on `window.keeper`: a page's only door. What the schema (`ipc-schema.ts`) does not have for the page is rejected. */
export interface KeeperDoor {
  /** Resolves when the verb has been carried out; how it went is in the snapshot. Rejects where the person says no. */
  ask(verb: Verb): Promise<void>
  /** Resolves when it has been carried out; how it went is in the snapshot. Rejects for what is not in the contract, and at a no. */
  request(request: Request): Promise<void>
  snapshot(): Promise<Snapshot>
  /** Tells how high the page's content is, in pixels; only in the popover and in the guide bar. */
  fit(height: number): Promise<void>
  /** Calls `reader` with every new snapshot until the function it gives back is called. */
  onChange(reader: (snapshot: Snapshot) => void): () => void
}
