import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import type { Sandbox } from '../../sandbox/index.ts'
import { createKeeper, type GazelleKeeper, KeeperError, type KeeperOptions } from '../../src/library/index.ts'
import { openSandbox } from './open-sandbox.ts'

const hourSeconds = 3600
export const clients = 'query ($first: Int) { allClients(first: $first) { nodes { id companyName } } }'

/** Keepers of the library on a sandbox that is fresh for each test; they are closed after it. */
export interface LibraryFixture {
  readonly sandbox: Sandbox
  newKeeper(more?: Partial<Extract<KeeperOptions, { supabaseUrl: string }>>): GazelleKeeper
  /** A folder that no keeper has used. */
  newStateFolder(): string
  putInRow(value: object): Promise<void>
  /** Puts a pair in the row that was issued an hour ago: Gazelle's word on it is final. Gives its access token. */
  signIn(): Promise<string>
  refreshes(): readonly object[]
  latestToken(): string | undefined
  /** The error of a call, which shows no token and no key, however it is printed. */
  errorOf(work: Promise<unknown>): Promise<KeeperError>
}

export function libraryFixture(): LibraryFixture {
  let folder: string
  let sandbox: Sandbox
  let keepers: GazelleKeeper[] = []
  let states = 0

  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'library-test-')))
    sandbox = await openSandbox({ folder })
  })
  afterAll(async () => {
    await sandbox?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  beforeEach(() => sandbox.reset())
  afterEach(async () => {
    sandbox.gazelle.faults.clear()
    await Promise.all(keepers.map((keeper) => keeper.close()))
    keepers = []
  })

  const fixture: LibraryFixture = {
    get sandbox() {
      return sandbox
    },
    newStateFolder: () => join(folder, `state-${states++}`),
    newKeeper(more = {}) {
      const { gazelleUrl, supabaseUrl, supabaseSecretKey, oauthClientId, oauthClientSecret } = sandbox.connection
      const keeper = createKeeper({
        gazelleUrl,
        supabaseUrl,
        supabaseKey: supabaseSecretKey,
        application: { clientId: oauthClientId, clientSecret: oauthClientSecret },
        stateFolder: fixture.newStateFolder(),
        ...more,
      })
      keepers.push(keeper)
      return keeper
    },
    async putInRow(value) {
      await sandbox.supabase.sql`
        insert into system_settings (key, value) values ('gazelle_oauth_token', ${JSON.stringify(value)}::text::jsonb)
        on conflict (key) do update set value = excluded.value`
    },
    async signIn() {
      const pair = sandbox.gazelle.grantPair()
      await fixture.putInRow({ ...pair, created_at: pair.created_at - hourSeconds })
      return pair.access_token
    },
    refreshes: () => sandbox.gazelle.requests.all.filter(({ grantType }) => grantType === 'refresh_token'),
    latestToken: () => sandbox.gazelle.tokens.at(-1)?.accessToken,
    async errorOf(work) {
      const error = await work.then(
        () => expect.unreachable('did not fail'),
        (reason: unknown) => reason,
      )
      if (!(error instanceof KeeperError)) throw error
      const everything = inspect(error, { depth: 20, showHidden: true })
      const { supabaseSecretKey, oauthClientSecret } = sandbox.connection
      const tokens = sandbox.gazelle.tokens.flatMap(({ accessToken, refreshToken }) => [
        accessToken,
        refreshToken ?? accessToken,
      ])
      for (const secret of [supabaseSecretKey, oauthClientSecret, ...tokens]) expect(everything).not.toContain(secret)
      return error
    },
  }
  return fixture
}
