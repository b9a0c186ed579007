import type { Faults } from './faults.ts'
import type { TokenAnswer } from './oauth.ts'
import type { Parts } from './parts.ts'
import type { RequestLog } from './requests.ts'
import {
  type Application,
  defaultSettings,
  newApplication,
  newUser,
  type Settings,
  type Token,
  type UserAccount,
} from './state.ts'

/** The controls for inspecting and changing a running sandbox. */
export interface GazelleControls {
  /** Guards `POST /_sandbox/…`. */
  readonly controlKey: string
  readonly settings: Settings
  /** Changes settings, from the next request on; they are kept. Throws for an unknown one. */
  configure(change: Partial<Settings>): void
  readonly faults: Faults
  readonly requests: RequestLog
  /** Every token made so far, dead or alive, oldest first. */
  readonly tokens: readonly Readonly<Token>[]
  readonly sessionCount: number
  /** The user's present API key. */
  readonly apiKey: string
  /** Lets the access token expire now; its refresh token stays good. Throws for an unknown one. */
  expire(accessToken: string): void
  /** Revokes the access token together with its refresh token, or replaces the API key. Throws for an unknown one. */
  revoke(credential: string): void
  /** Revokes every token and replaces the API key. Sign-ins stay. */
  revokeAll(): void
  /** Signs everybody out of the web application. Tokens stay valid. */
  endSessions(): void
  registerApplication(name: string, redirectUris: readonly string[]): Application
  /** Adds a person who can sign in, of this company; until the next `reset`. */
  registerUser(account: UserAccount): { readonly email: string; readonly password: string }
  /** Makes a token pair without a browser, like a whole authorization: for the first user, or for the one with this email. */
  grantPair(clientId?: string, email?: string): TokenAnswer
}

/** Makes the controls of a Gazelle of these parts. */
export function gazelleControls({ state, save, tokens, sessions, oauth, faults, requests }: Parts): GazelleControls {
  const user = (email?: string) => {
    const found = state.users.find((each) => email === undefined || each.email === email)
    if (!found) throw new Error('There is no such user.')
    return found
  }
  return {
    controlKey: state.controlKey,
    faults,
    requests,
    get settings() {
      return state.settings
    },
    get tokens() {
      return state.tokens
    },
    get sessionCount() {
      return state.sessions.length
    },
    get apiKey() {
      return user().apiKey
    },
    configure(change) {
      const unknown = Object.keys(change).find((name) => !(name in defaultSettings))
      if (unknown) throw new Error(`There is no setting ${unknown}; there are ${Object.keys(defaultSettings)}.`)
      state.settings = { ...state.settings, ...change }
      save()
    },
    expire: tokens.expire,
    revoke: tokens.revoke,
    revokeAll: tokens.revokeAll,
    endSessions: sessions.endAll,
    registerApplication(name, redirectUris) {
      const application = newApplication(name, redirectUris)
      state.applications.push(application)
      save()
      return application
    },
    registerUser(account) {
      const added = { ...newUser(`user-${state.users.length}@gazelle.example`), account }
      state.users.push(added)
      save()
      return { email: added.email, password: added.password }
    },
    grantPair: (clientId = state.applications[0]?.clientId ?? '', email) => oauth.grantPair(user(email), clientId),
  }
}
