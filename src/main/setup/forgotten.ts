/** Something that a person has had forgotten, and may want back. It may hold secrets: it stays in main's memory. */
export interface Forgotten {
  /** Whether it can still be put back: false once something newer stands in its place. */
  isCurrent(): boolean
  /** Puts back what was forgotten, as it was. */
  putBack(): Promise<void>
  /** Does what cannot be taken back, once nobody can want it back any more. Never rejects. */
  finish(): Promise<void>
}

/** The same, for good. */
export function forGood(forgotten: Forgotten): Forgotten {
  return { ...forgotten, isCurrent: () => false }
}
