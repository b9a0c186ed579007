import type { Session } from 'electron'
import { AuthorizationError } from '../../core/gazelle/authorization-error.ts'
import type { Credential } from '../../core/token/credential.ts'
import type { SignInDetail } from '../../shared/snapshot.ts'

/** The system's browser on its way through an authorisation, and back to this computer. */
export interface BrowserVisit {
  /** Resolves with the callback's address once the answer has come; null: nobody has come in time, or it was closed. */
  readonly answer: Promise<string | null>
  /** Waits no longer. */
  close(): void
}

/** An OAuth authorisation that a person gives on Gazelle's page. */
export interface AuthorizationFlow {
  /** Gazelle's page that asks for it. */
  readonly url: string
  /** Whether this address is the callback, whatever its scheme: it must not be requested, but given to `finish`. */
  isCallback(url: string): boolean
  /** Whether a callback is the answer to this request. Any other comes from whoever wants to, and is to be ignored. */
  isAnswer(url: string): boolean
  /** The system's browser, where the person gives it there; without it: in the window. */
  readonly browser?: BrowserVisit
  /** What it means that Gazelle answers this address with this HTTP status; null: nothing. */
  problemOfPage?(url: string, httpStatus: number): AuthorizationError | null
  /** Takes the callback's address, with the answer in it, and gives the credential. Rejects with an `AuthorizationError`. */
  finish(url: string): Promise<Credential>
}

/**
 * Cancels every request of the session to the callback, from whichever page, before it leaves this computer, and calls
 * `onCallback` with its address. Until the function it gives back is called.
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

/** Why an authorisation failed, for a person to read. Any other error is a bug, and says nothing of itself. */
export function detailOfRefusal(error: unknown): SignInDetail {
  const phase = 'authorization-refused'
  if (!(error instanceof AuthorizationError)) return { phase, why: 'unexpected-answer', words: null }
  const { kind, provider } = error
  return { phase, why: kind, words: provider?.description ?? provider?.code ?? null }
}
