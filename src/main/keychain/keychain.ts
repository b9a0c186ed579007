/** Why the keychain cannot be asked: a person must open it first, or has said no; it is not there; it does not answer. */
export type ClosedBecause = 'locked' | 'denied' | 'gone' | 'frozen'

/** The keychain did not do it. The text quotes nothing. */
export class KeychainClosed extends Error {
  override readonly name = 'KeychainClosed'
  readonly why: ClosedBecause

  constructor(why: ClosedBecause) {
    super(`The keychain is closed: ${why}`)
    this.why = why
  }
}

export interface KeychainQuestion {
  /** What a keychain has sealed before, in base64: this one, or another. */
  readonly sealed: readonly string[]
  /** A text to seal. */
  readonly fresh: string
}

export interface KeychainAnswer {
  /** The texts in the order of the question; null: another keychain has sealed it. */
  readonly opened: readonly (string | null)[]
  /** In base64. */
  readonly sealed: string
}

/** The system's keychain, as the app asks it. */
export interface Keychain {
  /** Whether Chromium seals its cookies by it. A process that began without it does not, to its end. */
  readonly sealsCookies: boolean
  /**
   * Asks it. With `isAsked` a person wants it now, and may be asked to open it; otherwise nobody is, but by macOS, which asks by
   * itself. Rejects with a `KeychainClosed`. Takes as long as a person has not answered.
   */
  ask(question: KeychainQuestion, isAsked: boolean): Promise<KeychainAnswer>
  /** Calls `reader` whenever another look is worth it, with what stands in the way then, or null. */
  listen(reader: (why: ClosedBecause | null) => void): void
}
