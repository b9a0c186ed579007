import type { Request } from './setup.ts'
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
  /** Goes on in the system's own browser, where the OAuth application is set up for that. */
  'sign-in.in-browser',
  'sign-in.cancel',
  /** Forgets who is signed in to Gazelle. */
  'sign-in.forget',
  /** Tries again to save the token that was found and is held. */
  'save-held',
  /** Has the person decide, in a dialogue of the system, on another company's token. */
  'company.decide',
  /** Asks the keychain again for the secrets that cannot be read. */
  'secrets.try-again',
  /** Leaves the secrets that cannot be read as they are, and has them entered anew. */
  'secrets.enter-anew',
  'close-popover',
  'quit',
  /** Runs the sandbox instead, to try everything without an account (development only). */
  'try-sandbox',

  /** Reads a project's URL and key out of the clipboard. */
  'supabase.paste',
  /** Forgets who is signed in to Supabase; the project and its key stay. */
  'supabase.sign-out',
  'supabase.forget',
  /** Opens the table editor of the project in the browser. */
  'supabase.open',
  /** Tries everything that the Supabase side must be able to do. */
  'checklist',
  'copy-migration',
  /** Copies the SQL that puts the signed-in user on the list of members. */
  'copy-member',
  'copy-diagnostics',
  /** Copies the diagnostics, and begins a message for whoever helps. */
  'report-problem',
  'open-log',
  /** The person has read what the app ran into. */
  'dismiss-mishaps',

  /** Reads the OAuth application's secret out of the clipboard. */
  'oauth.paste-secret',
  'oauth.forget',
  /** Forgets the password for the proxy. */
  'proxy.forget',

  /** Reads a token out of the clipboard, in any form, and tries it on Gazelle. */
  'paste',
  'paste.save',
  'paste.discard',
  /** Asks Gazelle who answers to the row's token, and how fast. */
  'test',

  /** Lets the command line of this user have the connection, by the system's keychain. */
  'command-line.allow',
  'command-line.refuse',
] as const

export type Verb = (typeof verbs)[number]

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

/** What the preload puts on `window.keeper`: a page's only door. What is not in the page's list (`page-actions.ts`) is rejected. */
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
