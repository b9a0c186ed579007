import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import type { Sandbox } from '../../sandbox/index.ts'
import { openSandbox } from '../integration/open-sandbox.ts'
import { cli, type Ended, environmentOf, type RunOptions } from './cli-process.ts'
import { validated } from './schemas.ts'

const keyText = 'gazelle_oauth_token'
export const day = 86_400

/** The command line as it is shipped, against a sandbox that is fresh for each test. */
export interface CliFixture {
  readonly sandbox: Sandbox
  /** Where this test's runs keep what they keep. */
  readonly home: string
  /** What the runs are given; a test may change it. */
  env: NodeJS.ProcessEnv
  putRow(value: unknown): Promise<void>
  tokenInRow(): Promise<string>
  /** Puts a token pair in the row that was issued so many days ago, of a life of thirty. */
  issued(daysAgo: number): Promise<{ access_token: string; created_at: number }>
  /** Runs a command; no secret is in what it printed. */
  run(args: readonly string[], options?: Partial<RunOptions>): Promise<Ended>
  /** Runs a command in JSON; gives the answer, which is one line, as its schema says, and names the exit code. */
  answer(...args: string[]): Promise<Record<string, unknown>>
}

export function cliFixture(): CliFixture {
  let sandbox: Sandbox
  let folder: string
  let home: string
  let env: NodeJS.ProcessEnv

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cli-'))
    sandbox = await openSandbox({ folder: join(folder, 'sandbox') })
  })

  afterAll(async () => {
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  })

  beforeEach(async () => {
    await sandbox.reset()
    home = mkdtempSync(join(folder, 'home-'))
    env = environmentOf(sandbox, home)
  })

  const fixture: CliFixture = {
    get sandbox() {
      return sandbox
    },
    get home() {
      return home
    },
    get env() {
      return env
    },
    set env(changed) {
      env = changed
    },
    async putRow(value) {
      await sandbox.supabase.sql`
        insert into system_settings (key, value) values (${keyText}, ${JSON.stringify(value)}::text::jsonb)
        on conflict (key) do update set value = excluded.value`
    },
    async tokenInRow() {
      const [row] = await sandbox.supabase.sql`
        select value->>'access_token' as token from system_settings where key = ${keyText}`
      return row?.['token']
    },
    async issued(daysAgo) {
      const pair = { ...sandbox.gazelle.grantPair(), created_at: Math.floor(Date.now() / 1000) - daysAgo * day }
      await fixture.putRow(pair)
      return pair
    },
    async run(args, options = {}) {
      const ended = await cli(args, { env, ...options })
      expectNoSecret(ended, sandbox)
      return ended
    },
    async answer(...args) {
      const ended = await fixture.run([...args, '--json'])
      expect(ended.stderr).toBe('')
      expect(ended.stdout.endsWith('\n')).toBe(true)
      const found = validated(args[0] ?? '', ended.stdout)
      expect(found['exitCode']).toBe(ended.code)
      return found
    },
  }
  return fixture
}

/** No secret that the sandbox knows may be in what was printed. */
function expectNoSecret({ stdout, stderr }: Ended, { connection, gazelle }: Sandbox): void {
  const secrets = [
    connection.supabaseKey,
    connection.supabaseSecretKey,
    connection.supabasePassword,
    connection.oauthClientSecret,
    gazelle.apiKey,
    ...gazelle.tokens.flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken]),
  ]
  for (const secret of secrets) if (secret !== null) expect(`${stdout}${stderr}`.includes(secret)).toBe(false)
}
