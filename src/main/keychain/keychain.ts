/**
 * Why the keychain cannot be asked: a person must unlock it first; it, or a person, has said no; there is none; it does not
 * answer.
 */
export type ClosedBecause = 'locked' | 'denied' | 'gone' | 'frozen'

/** The keychain did not answer the question. The message quotes nothing. */
export class KeychainClosed extends Error {
  override readonly name = 'KeychainClosed'
  readonly why: ClosedBecause

  constructor(why: ClosedBecause) {
    super(`The keychain is closed: ${why}`)
    this.why = why
  }
}

export interface KeychainQuestion {
  /** Texts that a keychain has sealed, this one or another, in base64. */
  readonly sealed: readonly string[]
  /** A text to seal. */
  readonly fresh: string
}

export interface KeychainAnswer {
  /** The texts in the question's order; null for one that another keychain has sealed. */
  readonly opened: readonly (string | null)[]
  /** The sealed `fresh`, in base64. */
  readonly sealed: string
}

/** The system's keychain, as the app asks it. */
export interface Keychain {
  /** Whether Chromium seals its cookies with it. A process that began without the keychain never does. */
  readonly sealsCookies: boolean
  /**
   * Asks the keychain. With `isAsked` a person wants it now, and may be prompted to unlock it; otherwise nobody is prompted,
   * except by macOS, which prompts on its own. May wait for the person. Rejects with a `KeychainClosed`.
   */
  ask(question: KeychainQuestion, isAsked: boolean): Promise<KeychainAnswer>
  /** Calls `reader` whenever asking again may help, with what stands in the way at that moment, or null. */
  listen(reader: (why: ClosedBecause | null) => void): void
}
