import { join } from 'node:path'
import { Hono } from 'hono'
import { demoWords } from '../../src/shared/catalogue/demo/index.ts'
import { type Language, languageOf } from '../../src/shared/catalogue/languages.ts'
import { httpServer } from '../http-server.ts'
import { type GazelleControls, gazelleControls } from './controls.ts'
import { disturbed } from './disturb.ts'
import { faults } from './faults.ts'
import { oauthServer } from './oauth.ts'
import type { Env, Parts } from './parts.ts'
import { requestLog } from './requests.ts'
import { controlRoutes } from './routes/control.ts'
import { graphqlPath, graphqlRoutes } from './routes/graphql.ts'
import { oauthRoutes } from './routes/oauth.ts'
import { secondFactorRoutes } from './routes/second-factor.ts'
import { webRoutes } from './routes/web.ts'
import { sessions } from './sessions.ts'
import { type Application, defaultSettings, openState } from './state.ts'
import { tokenBook } from './tokens.ts'

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
 * @param language that of its pages; the usual one if left out, whatever the computer speaks
 */
export async function openGazelle(
  folder: string,
  now: () => number = Date.now,
  language: Language = languageOf(''),
): Promise<GazelleSandbox> {
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
    speech: { language, say: demoWords(language) },
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
