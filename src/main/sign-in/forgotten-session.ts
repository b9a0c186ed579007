import type { Cookie } from 'electron'
import { forgetGazelleSession, gazelleSession, type SessionKeeping } from './gazelle-session.ts'

/** A forgotten web session, which can be put back. It holds cookies: it stays in memory. */
export interface ForgottenSession {
  /** Whether nobody has begun to sign in since, and no later session was forgotten. */
  isCurrent(): boolean
  /** Puts the cookies back: what pages had stored besides, and passwords for servers, are gone. Never rejects. */
  putBack(): Promise<void>
}

/**
 * Forgets who is signed in to Gazelle; gives what puts that back. `withoutPages` does a work while no page of the session runs,
 * which would write some of it again.
 */
export async function forgetSession(
  keeping: SessionKeeping,
  withoutPages: (work: () => Promise<void>) => Promise<void>,
): Promise<ForgottenSession> {
  const { cookies, knowledge } = keeping
  const { isSignedIn } = knowledge
  const mark = ++knowledge.changes
  knowledge.signedOut()
  let kept: readonly Cookie[] = []
  await withoutPages(async () => {
    kept = await cookies.copyOf(gazelleSession(keeping))
    await forgetGazelleSession(cookies)
  })
  const putBack = () =>
    withoutPages(async () => {
      // An open page has set others since, with which these would mix.
      await forgetGazelleSession(cookies)
      await cookies.restore(gazelleSession(keeping), kept)
      knowledge.hear(isSignedIn)
    })
  return { putBack, isCurrent: () => mark === knowledge.changes }
}
