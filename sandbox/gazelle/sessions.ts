import { randomToken } from '../secrets.ts'
import { type Carriage, type Keeping, type Session, seconds, type User } from './state.ts'
import type { TokenBook } from './tokens.ts'

/** The web application's credential, and how its requests carry it. */
export interface PageCredential extends Carriage {
  readonly credential: string
}

export interface Sessions {
  /** Gives a new session, or null if the email or the password is wrong. */
  signIn(email: string, password: string): Session | null
  /** Gives the session of a cookie's value, or null if there is none or it has ended. */
  find(id: string | undefined): Session | null
  user(session: Session): User
  signOut(session: Session): void
  /** Signs everybody out. Tokens stay valid. */
  endAll(): void
  /** The credential of this session's web application: a valid bearer token (a fresh one if need be), or the API key. */
  credential(session: Session): PageCredential
}

export function sessions(keeping: Keeping, tokens: TokenBook): Sessions {
  const { state, save } = keeping
  const user = (session: Session): User => {
    const found = state.users.find(({ id }) => id === session.userId)
    if (!found) throw new Error('The session is of no user.')
    return found
  }
  const bearer = (session: Session): string => {
    if (session.accessToken && tokens.isLive(session.accessToken)) return session.accessToken
    const { accessToken } = tokens.issue({
      userId: session.userId,
      clientId: null,
      family: session.id,
      scope: 'web',
      refreshable: false,
    })
    session.accessToken = accessToken
    save()
    return accessToken
  }

  return {
    user,
    signIn(email, password) {
      const wanted = email.trim().toLowerCase()
      const found = state.users.find((user) => user.email === wanted && user.password === password)
      if (!found) return null
      const session: Session = {
        id: randomToken(),
        userId: found.id,
        expiresAt: seconds(keeping) + state.settings.sessionLifeSeconds,
        accessToken: null,
      }
      state.sessions = [...state.sessions.filter(({ expiresAt }) => expiresAt > seconds(keeping)), session]
      save()
      return session
    },
    find: (id) => state.sessions.find((session) => session.id === id && session.expiresAt > seconds(keeping)) ?? null,
    signOut(session) {
      state.sessions = state.sessions.filter(({ id }) => id !== session.id)
      save()
    },
    endAll() {
      state.sessions = []
      save()
    },
    credential(session) {
      const { carriage } = state.settings
      return { ...carriage, credential: carriage.header === 'api-key' ? user(session).apiKey : bearer(session) }
    },
  }
}
