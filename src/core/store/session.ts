import { type AuthClient, isAuthRetryableFetchError } from '@supabase/supabase-js'
import { sessionLost, signInError } from './answers.ts'

type Auth = InstanceType<typeof AuthClient>

export interface SignIn {
  readonly email: string
  readonly password: string
}

/** A Supabase user's session. */
export interface Session {
  /** The user's JWT for a request: the stored session's, refreshed where it is due, else one of a new sign-in. */
  accessToken(): Promise<string>
  /** A JWT in place of one that the database refused. */
  renew(refused: string): Promise<string>
}

/**
 * Keeps the session of one user. Takes what opens a client of Supabase Auth, which knows where sessions are stored, and
 * the user. Both methods reject with a `StoreError`: `bad-password` at the first sign-in, `session-lost` where a session
 * has ended and the password does not bring a new one.
 */
export function createSession(openAuth: () => Auth, user: SignIn): Session {
  let auth = openAuth()
  // Requests at the same time must not sign in twice, nor spend one refresh token twice.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = (work: () => Promise<string>): Promise<string> => {
    const mine = turn.then(work)
    turn = mine.catch(() => {})
    return mine
  }

  async function signIn(hadSession: boolean): Promise<string> {
    const { data, error } = await auth.signInWithPassword({ email: user.email, password: user.password })
    if (error === null) return data.session.access_token
    const failure = signInError(error)
    throw hadSession && failure.kind === 'bad-password' ? sessionLost(failure.code) : failure
  }

  return {
    accessToken: () =>
      inTurn(async () => {
        const { data, error } = await auth.getSession()
        if (data.session !== null) return data.session.access_token
        if (error === null) return signIn(false)
        if (!isAuthRetryableFetchError(error)) return signIn(true)
        // For a minute after a refresh that did not get through, this client would only repeat the failure.
        auth = openAuth()
        throw signInError(error)
      }),
    renew: (refused) =>
      inTurn(async () => {
        const { data } = await auth.getSession()
        const other = data.session?.access_token
        return other !== undefined && other !== refused ? other : signIn(true)
      }),
  }
}
