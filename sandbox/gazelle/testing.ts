import { oauthServer } from './oauth.ts'
import { sessions } from './sessions.ts'
import { newState, type Settings, type User } from './state.ts'
import { tokenBook } from './tokens.ts'

/** For unit tests: Gazelle's state without HTTP and files, and a clock that stands still until it is moved. */
export function books(settings: Partial<Settings> = {}) {
  const state = newState()
  state.settings = { ...state.settings, ...settings }
  let milliseconds = Date.UTC(2025, 0, 20)
  const keeping = { state, save: () => {}, now: () => milliseconds }
  const tokens = tokenBook(keeping)
  const [user, client] = [state.users[0], state.applications[0]]
  if (!user || !client) throw new Error('A new state has a user and an application.')
  return {
    state,
    user: user as User,
    client,
    tokens,
    sessions: sessions(keeping, tokens),
    oauth: oauthServer(keeping, tokens),
    /** Advances the clock by seconds. */
    pass(seconds: number) {
      milliseconds += seconds * 1000
    },
    isAccepted: (accessToken: string) => tokens.accept({ header: 'bearer', credential: accessToken }) !== null,
  }
}
