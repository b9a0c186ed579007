import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { DemoWords } from '../../src/shared/catalogue/demo/index.ts'
import type { Language } from '../../src/shared/catalogue/languages.ts'
import type { Faults } from './faults.ts'
import type { OAuthServer } from './oauth.ts'
import type { RequestLog } from './requests.ts'
import type { Sessions } from './sessions.ts'
import type { Keeping } from './state.ts'
import type { TokenBook } from './tokens.ts'

/** The parts that the routes work with. */
export interface Parts extends Keeping {
  readonly tokens: TokenBook
  readonly sessions: Sessions
  readonly oauth: OAuthServer
  readonly faults: Faults
  readonly requests: RequestLog
  readonly speech: Speech
}

/** The language of the pages, and their words in it. */
export interface Speech {
  readonly language: Language
  readonly say: DemoWords
}

export interface Env {
  Bindings: HttpBindings
}

export type RequestContext = Context<Env>
