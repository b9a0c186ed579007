import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type Between, standBetween } from '../cli/between.ts'
import type { CliFixture } from '../cli/cli-fixture.ts'

// A token is issued while Supabase has a bad day: supabase/supabase#32689, supabase/supabase#50385, gitpod-io/memo#1240;
// clients that throw away what they hold in an outage: supabase/supabase-js#1684, supabase-community/supabase-kt#724.

/** The save, what became of it, the lease, the row; and then some of the tries that follow. */
export const severalTries = 6

/** Supabase, with a bad day. */
export interface BadDay {
  /** Where it is asked, in place of the sandbox's address. */
  readonly url: string
  /** How many requests Supabase still leaves without an answer of its own once Gazelle has been asked for a token. */
  outage: number
  /** Whether that has happened. */
  isDown: boolean
  /** How many it has left so. */
  readonly refused: number
  /** How often somebody has tried to write: the lease, or the token. */
  readonly writes: number
  /** How many token pairs Gazelle has issued for a refresh token. */
  grants(): number
  /** The access token that was issued last. */
  issued(): string
  leaseHolder(): Promise<string | null>
  /** Puts a token pair in the row whose access token is over: the next one is needed at once. */
  deadToken(): Promise<void>
}

/** Stands between the command line and Supabase; each test begins with a good day. */
export function badDay(on: CliFixture): BadDay {
  let between: Between
  let outage = 0
  let isDown = false
  let refused = 0
  let writes = 0
  const grants = () =>
    on.sandbox.gazelle.requests.all.filter(({ grantType, status }) => grantType === 'refresh_token' && status === 200)
      .length

  beforeAll(async () => {
    between = await standBetween(on.sandbox.connection.supabaseUrl, ({ url }) => {
      if (/\/rpc\/(swap_system_setting|(begin|settle)_system_setting_renewal)$/.test(url ?? '')) writes++
      isDown ||= outage > 0 && grants() > 0
      if (!isDown || outage <= 0) return undefined
      outage--
      refused++
      return {
        status: 503,
        headers: { 'content-type': 'application/json' },
        body: '{"message":"busy","code":"PGRST000"}',
      }
    })
  })
  afterAll(() => between?.close())
  beforeEach(() => {
    on.env = { ...on.env, SUPABASE_URL: between.url }
    outage = 0
    isDown = false
    refused = 0
  })

  return {
    get url() {
      return between.url
    },
    get outage() {
      return outage
    },
    set outage(requests) {
      outage = requests
    },
    get isDown() {
      return isDown
    },
    set isDown(whether) {
      isDown = whether
    },
    get refused() {
      return refused
    },
    get writes() {
      return writes
    },
    grants,
    issued: () => on.sandbox.gazelle.tokens.at(-1)?.accessToken ?? '',
    async leaseHolder() {
      const [row] = await on.sandbox.supabase.sql`
        select value->>'holder' as holder from system_settings where key = 'gazelle_oauth_token.lease'`
      return row?.['holder'] ?? null
    },
    async deadToken() {
      const { access_token } = await on.issued(25)
      on.sandbox.gazelle.expire(access_token)
    },
  }
}

/** Resolves when the program has said this on stderr. */
export async function heard(child: ChildProcess, words: string): Promise<void> {
  let said = ''
  while (!said.includes(words)) said += (await once(child.stderr as NodeJS.ReadableStream, 'data'))[0]
}
