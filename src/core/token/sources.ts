/** What the keeper may expect of a credential because of where it was found. */
interface SourceTraits {
  /** It may have been issued at the moment it was found, so that some of Gazelle's servers do not know it yet. */
  readonly mayBeJustIssued: boolean
  /** A refresh token that comes with it counts, even where the row already holds the access token beside another one. */
  readonly mayBringAnotherRefreshToken: boolean
  /** The web session that it came from may have a newer one by now. */
  readonly mayBeSucceeded: boolean
  /** Which OAuth application Gazelle issued it to. */
  readonly application: 'ours' | 'unknown' | 'none'
}

/**
 * Where a credential can be found: one line for each way in, and one for the row. Nothing else in the program compares these
 * names. They stand in the journal and in the log, so a name that has been released stays.
 */
export const sources = {
  /** A request of Gazelle's own pages, in the app's window. */
  'web-session': {
    mayBeJustIssued: true,
    mayBringAnotherRefreshToken: false,
    mayBeSucceeded: true,
    application: 'none',
  },
  /** The token endpoint's answer to our application. */
  oauth: { mayBeJustIssued: true, mayBringAnotherRefreshToken: true, mayBeSucceeded: false, application: 'ours' },
  /** What a person has pasted, or given to the command line. */
  clipboard: {
    mayBeJustIssued: false,
    mayBringAnotherRefreshToken: true,
    mayBeSucceeded: false,
    application: 'unknown',
  },
  /** The row itself, as it is or was. It brings nothing new. */
  row: { mayBeJustIssued: false, mayBringAnotherRefreshToken: false, mayBeSucceeded: false, application: 'unknown' },
} as const satisfies Readonly<Record<string, SourceTraits>>

/** Where a credential was found. */
export type CredentialSource = keyof typeof sources

/** What the keeper may expect of a credential, by its source. */
export const traitsOf = ({ source }: { readonly source: CredentialSource }): SourceTraits => sources[source]

/**
 * The source that a kept file names. A name that this version does not know, which a later one may have written, counts as
 * the row: least is expected of that.
 */
export function sourceNamed(name: unknown): CredentialSource {
  return typeof name === 'string' && Object.hasOwn(sources, name) ? (name as CredentialSource) : 'row'
}
