import { type AuthClient, isAuthRetryableFetchError } from '@supabase/supabase-js'
import { withDeadline } from '../deadline.ts'
import { sessionLost, signInError } from './answers.ts'

type Auth = InstanceType<typeof AuthClient>

export interface SignIn {
  readonly email: string
  /** Null for a user who signed in by a code (see `createEmailCode`): only the stored session opens the row then. */
  readonly password: string | null
}

/** A Supabase user's session. */
export interface Session {
  /** The user's JWT for a request: the stored session's, refreshed where it is due, else one of a new sign-in. */
  accessToken(): Promise<string>
  /** A JWT in place of one that the database refused. */
  renew(refused: string): Promise<string>
}

/**
 * Keeps the session of one user. Takes what opens a client of Supabase Auth, which knows where sessions are stored and
 * asks nothing more once its signal is aborted; the user; and how long one of the methods may keep the next waiting, in
 * milliseconds. Both methods reject with a `StoreError`: `bad-password` at the first sign-in, `session-lost` where a
 * session has ended, or there is none, and no password brings a new one; or with `Interrupted` when the time is over.
 */
export function createSession(openAuth: (stop: AbortSignal) => Auth, user: SignIn, milliseconds: number): Session {
  let stopper = new AbortController()
  let auth = openAuth(stopper.signal)
  // Requests at the same time must not sign in twice, nor spend one refresh token twice.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = (work: (auth: Auth) => Promise<string>): Promise<string> => {
    const mine = turn.then(() => withDeadline(milliseconds, undefined, () => work(auth)))
    turn = mine.catch(startAfresh)
    return mine
  }

  /** A client that failed may still hang on its request, or repeat for a minute that a refresh did not get through. */
  function startAfresh(): void {
    stopper.abort()
    stopper = new AbortController()
    auth = openAuth(stopper.signal)
  }

  async function signIn(auth: Auth, hadSession: boolean): Promise<string> {
    const { email, password } = user
    if (password === null) throw sessionLost(null)
    const { data, error } = await auth.signInWithPassword({ email, password })
    if (error === null) return data.session.access_token
    const failure = signInError(error)
    throw hadSession && failure.kind === 'bad-password' ? sessionLost(failure.code) : failure
  }

  return {
    accessToken: () =>
      inTurn(async (auth) => {
        const { data, error } = await auth.getSession()
        if (data.session !== null) return data.session.access_token
        if (error !== null && isAuthRetryableFetchError(error)) throw signInError(error)
        return signIn(auth, error !== null)
      }),
    renew: (refused) =>
      inTurn(async (auth) => {
        const { data } = await auth.getSession()
        const other = data.session?.access_token
        return other !== undefined && other !== refused ? other : signIn(auth, true)
      }),
  }
}
