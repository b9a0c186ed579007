import type { Request, Verb } from './ipc-schema.ts'
import type { Snapshot } from './snapshot.ts'

/** The channels between the windows and main. Main sends every window the snapshot whenever it changes. */
export const channels = {
  /** window → main: do this. */
  verb: 'keeper:verb',
  /** window → main: do this, with the values that a person typed or chose. */
  request: 'keeper:request',
  /** window → main: give me the snapshot. */
  snapshot: 'keeper:snapshot',
  /** window → main: the height of my content. */
  height: 'keeper:height',
  /** main → window: the snapshot has changed. */
  changed: 'keeper:changed',
} as const

/**
 * The preload's `window.keeper`: a page's only door. Rejects anything that the schema (`ipc-schema.ts`) does not allow the page.
 */
export interface KeeperDoor {
  /** Resolves once the verb has been carried out; the snapshot shows the result. Rejects if the person says no. */
  ask(verb: Verb): Promise<void>
  /**
   * Resolves once the request has been carried out; the snapshot shows the result. Rejects if it is not in the contract, or if
   * the person says no.
   */
  request(request: Request): Promise<void>
  snapshot(): Promise<Snapshot>
  /** Tells main the height of the page's content, in pixels; only in the popover and in the guide bar. */
  fit(height: number): Promise<void>
  /** Calls `reader` with every new snapshot, until the returned function is called. */
  onChange(reader: (snapshot: Snapshot) => void): () => void
}
