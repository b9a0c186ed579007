import type { Credential } from '../gazelle/credential.ts'

/**
 * What must survive a crash: tokens that work, or may, and are in no row yet. Written before each step that could lose
 * one. It holds secrets: whoever keeps it keeps it encrypted.
 */
export interface Journal {
  /** What was last kept, the newest last. */
  read(): Promise<readonly Credential[]>
  /** Keeps exactly these; resolves once they are safe. */
  write(credentials: readonly Credential[]): Promise<void>
}

/** A journal for where nothing may be written: it lasts as long as the process. */
export function memoryJournal(): Journal {
  let kept: readonly Credential[] = []
  return {
    read: async () => kept,
    write: async (credentials) => {
      kept = credentials
    },
  }
}
