import { join } from 'node:path'
import { Hono } from 'hono'
import { httpServer } from '../http-server.ts'
import { disturbed } from './disturb.ts'
import { type Faults, faults } from './faults.ts'
import { oauthServer, type TokenAnswer } from './oauth.ts'
import type { Env, Parts } from './parts.ts'
import { type RequestLog, requestLog } from './requests.ts'
import { controlRoutes } from './routes/control.ts'
import { graphqlPath, graphqlRoutes } from './routes/graphql.ts'
import { oauthRoutes } from './routes/oauth.ts'
import { secondFactorRoutes } from './routes/second-factor.ts'
import { webRoutes } from './routes/web.ts'
import { sessions } from './sessions.ts'
import {
  type Application,
  defaultSettings,
  newApplication,
  newUser,
  openState,
  type Settings,
  type Token,
  type UserAccount,
} from './state.ts'
import { tokenBook } from './tokens.ts'

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

/** A private Gazelle on 127.0.0.1. */
export interface GazelleSandbox extends GazelleControls {
  /** Without a trailing slash. The same after a restart, if its port is free. */
  readonly url: string
  readonly graphqlUrl: string
  /** The person who can sign in. */
  readonly user: { readonly email: string; readonly password: string }
  /** The OAuth application made at first start. */
  readonly application: Application
  /** Goes down: connections are refused, nothing is forgotten. */
  stop(): Promise<void>
  /** Comes back at the same address. */
  start(): Promise<void>
  /** Resets it to a fresh start with the same credentials: no tokens, sessions, faults and requests; default settings. */
  reset(): void
  close(): Promise<void>
}

/**
 * Starts the Gazelle of the sandbox in `folder`, with its earlier data. The caller holds the folder's lock.
 * @param now gives milliseconds since 1970; all times of tokens and sessions, and the `Date` header, come from it
 */
export async function openGazelle(folder: string, now: () => number = Date.now): Promise<GazelleSandbox> {
  const keeping = openState(join(folder, 'gazelle.json'), now)
  const { state, save } = keeping
  const tokens = tokenBook(keeping)
  const parts: Parts = {
    ...keeping,
    tokens,
    sessions: sessions(keeping, tokens),
    oauth: oauthServer(keeping, tokens),
    faults: faults(),
    requests: requestLog(),
  }

  const controls = gazelleControls(parts)
  const routes = new Hono<Env>()
  for (const part of [
    secondFactorRoutes(parts),
    webRoutes(parts),
    graphqlRoutes(parts),
    oauthRoutes(parts),
    controlRoutes(controls),
  ]) {
    routes.route('/', part)
  }
  const server = httpServer(disturbed((request, connection) => routes.fetch(request, connection), parts))
  await server.start(state.port)
  state.port = server.port
  save()

  const [user, application] = [state.users[0], state.applications[0]]
  if (!user || !application) throw new Error(`There is no user in ${folder}`)
  return Object.assign(controls, {
    url: server.url,
    graphqlUrl: server.url + graphqlPath,
    user: { email: user.email, password: user.password },
    application,
    start: () => server.start(server.port),
    stop: () => server.stop(),
    reset() {
      parts.faults.clear()
      parts.requests.clear()
      Object.assign(state, {
        settings: defaultSettings,
        sessions: [],
        codes: [],
        tokens: [],
        users: state.users.slice(0, 1),
      })
      save()
    },
    async close() {
      parts.faults.clear() // lets go of what is held
      await server.stop()
    },
  })
}

function gazelleControls({ state, save, tokens, sessions, oauth, faults, requests }: Parts): GazelleControls {
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
