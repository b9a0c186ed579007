import { fingerprint } from '../../core/token/fingerprint.ts'
import type { Settings } from '../connection/settings.ts'

/** The most applications to remember; a company has one, or a few. */
const mostApplications = 50

/**
 * Remembers for good, on this computer, the applications for which Gazelle has once accepted PKCE: whatever refuses PKCE later,
 * it is never left out for them again.
 */
export class PkceMemory {
  readonly #settings: Pick<Settings, 'get' | 'set'>

  constructor(settings: Pick<Settings, 'get' | 'set'>) {
    this.#settings = settings
  }

  hasTaken(gazelleUrl: string, clientId: string): boolean {
    return this.#settings.get('pkceTakenFrom').includes(markOf(gazelleUrl, clientId))
  }

  remember(gazelleUrl: string, clientId: string): void {
    const mark = markOf(gazelleUrl, clientId)
    const others = this.#settings.get('pkceTakenFrom').filter((each) => each !== mark)
    this.#settings.set('pkceTakenFrom', [...others, mark].slice(-mostApplications))
  }
}

function markOf(gazelleUrl: string, clientId: string): string {
  return fingerprint(`${gazelleUrl} ${clientId}`)
}
