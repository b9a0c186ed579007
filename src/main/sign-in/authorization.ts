import type { Session } from 'electron'
import { AuthorizationError } from '../../core/gazelle/authorization-error.ts'
import type { Credential } from '../../core/token/credential.ts'
import type { SignInDetail } from '../../shared/snapshot.ts'

/** An authorisation given in the system's browser, which then comes back to this computer. */
export interface BrowserVisit {
  /** Resolves with the callback's address once the answer has come; null: it timed out, or was closed. */
  readonly answer: Promise<string | null>
  /** Stops waiting. */
  close(): void
}

/** An OAuth authorisation that a person gives on Gazelle's page. */
export interface AuthorizationFlow {
  /** Gazelle's page that asks for it. */
  readonly url: string
  /** Whether this address is the callback, whatever its scheme: pass it to `finish` and never request it. */
  isCallback(url: string): boolean
  /** Whether a callback answers this request. Ignore any other: anyone can send one. */
  isAnswer(url: string): boolean
  /** The visit, if the person authorises in the system's browser; absent: in the window. */
  readonly browser?: BrowserVisit
  /** The error that this HTTP status at this address stands for; null: none. */
  problemOfPage?(url: string, httpStatus: number): AuthorizationError | null
  /** Takes the callback's address, with the answer in it, and gives the credential. Rejects with an `AuthorizationError`. */
  finish(url: string): Promise<Credential>
}

/**
 * Cancels every request of the session to the callback, from any page, before it leaves this computer, and calls `onCallback`
 * with its address. The returned function ends this.
 */
export function stopCallback(
  session: Session,
  { isCallback }: Pick<AuthorizationFlow, 'isCallback'>,
  onCallback: (url: string) => void,
): () => void {
  session.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, proceed) => {
    const cancel = isCallback(url)
    proceed({ cancel })
    if (cancel) onCallback(url)
  })
  return () => session.webRequest.onBeforeRequest(null)
}

/** Tells a person why an authorisation failed. Any other error is a bug, and is not quoted. */
export function detailOfRefusal(error: unknown): SignInDetail {
  const phase = 'authorization-refused'
  if (!(error instanceof AuthorizationError)) return { phase, why: 'unexpected-answer', words: null }
  const { kind, provider } = error
  return { phase, why: kind, words: provider?.description ?? provider?.code ?? null }
}
