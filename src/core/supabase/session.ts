import { setTimeout as pause } from 'node:timers/promises'
import type { SupportedStorage } from '@supabase/auth-js'
import { withDeadline } from '../base/deadline.ts'
import { StoreError } from '../keeper/store-error.ts'
import { authError, sessionLost } from './answers.ts'
import { discreet, openAuth, type ProjectOptions, sessionName } from './auth.ts'
import { type Heard, hearing } from './heard.ts'
import { readSession, refreshSession, type StoredSession } from './refresh.ts'

export interface SignIn {
  readonly email: string
  /** Null for a user who signed in by a code (see `createEmailCode`): only the stored session opens the row then. */
  readonly password: string | null
}

/** A Supabase user's session. */
export interface Session {
  /** The user's JWT for a request: the stored session's, refreshed if due, else one from a new sign-in. */
  accessToken(): Promise<string>
  /** A JWT in place of one that the database refused. */
  renew(refused: string): Promise<string>
}

/** How long before its end a session is refreshed: a request takes time, and clocks differ. Seconds. */
const marginSeconds = 90

/** How long another process on this computer may take to store the session that it got with our refresh token. Milliseconds. */
const patience = [0, 300, 700, 1500]

/**
 * Keeps the session of one user. Takes the project, the user, the sessions' storage, and how long one method may keep the next
 * waiting, in milliseconds.
 *
 * A stored session ends only by Supabase Auth's own word: any other answer, or none, leaves it as it is. If another process has
 * stored a newer one meanwhile, that one counts.
 *
 * Both methods reject with a `StoreError`: `bad-password` at the first sign-in, `session-lost` if a session has ended, or there
 * is none, and no password brings a new one; or with `Interrupted` when the time is over.
 */
export function createSession(
  project: ProjectOptions,
  user: SignIn,
  storage: SupportedStorage,
  milliseconds: number,
): Session {
  const name = sessionName(project.url, user.email)
  // Concurrent requests must not sign in twice, nor spend one refresh token twice.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = (work: (stop: AbortSignal) => Promise<string>): Promise<string> => {
    const mine = turn.then(() => withDeadline(milliseconds, undefined, work))
    turn = mine.catch(() => undefined)
    return mine
  }

  const stored = async () => readSession(await storage.getItem(name))

  async function signIn(stop: AbortSignal, ended: StoreError | null): Promise<string> {
    const { email, password } = user
    if (password === null) throw ended ?? sessionLost(null)
    let heard: Heard = { status: 0, said: null, retryAfterSeconds: null }
    const fetch = hearing(discreet(project.fetch), (one) => {
      heard = one
    })
    const auth = await openAuth({ ...project, fetch }, email, storage, stop)
    const { data, error } = await auth.signInWithPassword({ email, password })
    if (error === null) return data.session.access_token
    const failure = authError({ ...heard, code: error.code ?? heard.said?.code, message: error.message })
    throw ended !== null && failure.kind === 'bad-password' ? sessionLost(failure.code) : failure
  }

  async function refresh(session: StoredSession, stop: AbortSignal): Promise<string> {
    try {
      const fresh = await refreshSession(project, session.refresh_token, stop)
      if (!stop.aborted) await storage.setItem(name, JSON.stringify(fresh))
      return fresh.access_token
    } catch (error) {
      const ended = isAuthsOwnWord(error) ? error : null
      const newer = await newerThan(session, ended !== null && user.password === null ? patience : [0])
      if (newer !== null) return newer.access_token
      if (ended === null) throw error
      if (user.password === null) await storage.removeItem(name)
      return signIn(stop, ended)
    }
  }

  /** The session that another process has stored in place of ours; null if none has after these pauses. */
  async function newerThan({ refresh_token }: StoredSession, pauses: readonly number[]): Promise<StoredSession | null> {
    for (const milliseconds of pauses) {
      if (milliseconds > 0) await pause(milliseconds)
      const other = await stored()
      if (other !== null && other.refresh_token !== refresh_token && !isOver(other, 0)) return other
    }
    return null
  }

  return {
    accessToken: () =>
      inTurn(async (stop) => {
        const session = await stored()
        if (session === null) return signIn(stop, null)
        if (!isOver(session, marginSeconds)) return session.access_token
        try {
          return await refresh(session, stop)
        } catch (error) {
          // The session is due but still opens the row until its end.
          if (isOver(session, 0)) throw error
          return session.access_token
        }
      }),
    renew: (refused) =>
      inTurn(async (stop) => {
        const session = await stored()
        if (session === null) return signIn(stop, sessionLost(null))
        return session.access_token === refused || isOver(session, marginSeconds)
          ? refresh(session, stop)
          : session.access_token
      }),
  }
}

/** True from `margin` seconds before its end on. */
const isOver = ({ expires_at }: StoredSession, margin: number) => expires_at - margin <= Date.now() / 1000

const isAuthsOwnWord = (error: unknown): error is StoreError =>
  error instanceof StoreError && (error.kind === 'session-lost' || error.kind === 'user-banned')
