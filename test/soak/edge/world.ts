import { readFileSync } from 'node:fs'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import postgres from 'postgres'
import { openSandbox, type Sandbox } from '../../../sandbox/index.ts'
import { buildEdge } from '../../../scripts/edge/build.ts'
import { cli, environmentOf } from '../../cli/cli-process.ts'
import type { Deno } from '../../integration/denos.ts'
import { type RunningFunction, startFunction, variablesOf } from '../../integration/edge-fixture.ts'
import { type CronPostgres, startCronPostgres } from '../../integration/schedule/cron-postgres.ts'
import { type NetWorker, net, startNetWorker, vault } from '../../integration/schedule/stand-ins.ts'
import { type KeeperProcess, startKeeper } from '../../integration/start-keeper.ts'

const root = resolve(import.meta.dirname, '../../..')
const functionModule = 'supabase/functions/gazelle-keeper/index.js'
export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
/** How long an access token lives here: there is something to renew on every simulated day. */
export const lifeMilliseconds = 24 * hour

/** How a call of the schedule ended: its status is null where no answer came. */
export interface Answer {
  readonly status: number | null
  readonly text: string
}

/**
 * A project with the function, its schedule in a real pg_cron, and the keepers of two computers beside it, on clocks that are all
 * moved together.
 */
export class EdgeWorld {
  readonly sandbox: Sandbox
  readonly #folder: string
  readonly #deno: Deno
  readonly #clock: { ahead: number }
  readonly #cron: CronPostgres
  readonly #jobs: ReturnType<typeof postgres>
  #worker: NetWorker | null = null
  #function: RunningFunction | null = null
  #desktop: KeeperProcess | null = null
  /** Made by the database, as on a person's first day. */
  #callersSecret = ''

  private constructor(parts: {
    sandbox: Sandbox
    folder: string
    deno: Deno
    clock: { ahead: number }
    cron: CronPostgres
  }) {
    this.sandbox = parts.sandbox
    this.#folder = parts.folder
    this.#deno = parts.deno
    this.#clock = parts.clock
    this.#cron = parts.cron
    this.#jobs = postgres(parts.cron.url, { max: 1, onnotice: () => undefined })
  }

  /** Makes a world with a token in its row and the function running. pg_cron calls the function every minute of real time. */
  static async open(deno: Deno): Promise<EdgeWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'edge-month-'))
    const clock = { ahead: 0 }
    await buildEdge(root, join(folder, 'edge'))
    await copyFile(join(import.meta.dirname, 'deno-clock.mjs'), join(folder, 'edge/clock.js'))
    await writeFile(join(folder, 'edge/clocked.js'), `import './clock.js'\nimport './${functionModule}'\n`)
    const sandbox = await openSandbox({ folder: join(folder, 'sandbox'), now: () => Date.now() + clock.ahead })
    const world = new EdgeWorld({ sandbox, folder, deno, clock, cron: await startCronPostgres() })
    try {
      await world.#begin()
    } catch (error) {
      await world.close()
      throw error
    }
    return world
  }

  async #begin(): Promise<void> {
    const { gazelle } = this.sandbox
    // The old refresh token lives until the new pair is used, as at Gazelle.
    gazelle.configure({ rotation: 'revoke-on-first-use', accessTokenLifeSeconds: lifeMilliseconds / second })
    await this.putPair(gazelle.grantPair())
    await this.advance(0)
    await this.#jobs.unsafe(net + vault)
    const text = readFileSync(join(this.#folder, 'edge/schedule.sql'), 'utf8')
    await this.#jobs.unsafe(
      text.replace('https://YOUR-PROJECT.supabase.co', 'https://project.example').replace('*/5', '*'),
    )
    const [made] = await this.#jobs`
      select decrypted_secret as secret from vault.decrypted_secrets where name = 'gazelle_keeper_secret'`
    this.#callersSecret = String(made?.['secret'])
    await this.startFunction()
    this.#worker = await startNetWorker(this.#cron.url, async ({ headers, body }) => {
      const answer = await fetch(this.#function?.url ?? '', {
        method: 'POST',
        headers: { ...headers, 'x-ahead': String(this.#clock.ahead) },
        body: JSON.stringify(body),
      })
      return { status: answer.status, text: await answer.text() }
    })
  }

  /** Simulated, in milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#clock.ahead
  }

  async advance(milliseconds: number): Promise<void> {
    this.#clock.ahead += milliseconds
    await writeFile(join(this.#folder, 'ahead'), String(this.#clock.ahead))
    await this.sandbox.supabase.skew(this.#clock.ahead / second)
  }

  async startFunction(): Promise<void> {
    const variables = {
      ...variablesOf(this.sandbox),
      GAZELLE_KEEPER_SECRET: this.#callersSecret,
      AHEAD: String(this.#clock.ahead),
    }
    this.#function = await startFunction(this.#deno.path, join(this.#folder, 'edge'), variables, 'clocked.js')
  }

  async killFunction(): Promise<void> {
    await this.#function?.kill()
  }

  /** Runs the schedule's own job, as pg_cron does when its time has come, and waits for the answer. */
  async call(): Promise<Answer> {
    const [job] = await this.#jobs`select command from cron.job where jobname = 'gazelle-keeper'`
    const [sent] = await this.#jobs.unsafe(String(job?.['command']))
    await this.#worker?.settle()
    const [found] = await this.#jobs`
      select status_code as status, coalesce(content, error_msg) as text from net._http_response
      where id = ${sent?.['http_post']}`
    return { status: found?.['status'] ?? null, text: String(found?.['text'] ?? 'no answer') }
  }

  /** Of the calls by pg_cron itself: how many it has made, and how many of its jobs failed. */
  async ticks(): Promise<{ readonly made: number; readonly failed: number }> {
    const [counted] = await this.#jobs`
      select count(*)::int as made, count(*) filter (where status = 'failed')::int as failed from cron.job_run_details`
    return { made: counted?.['made'] ?? 0, failed: counted?.['failed'] ?? 0 }
  }

  /** One look by a keeper that runs all the time on a computer of its own. */
  async desktop(): Promise<boolean | null> {
    this.#desktop ??= await startKeeper(
      join(this.sandbox.folder, 'connection.json'),
      join(this.#folder, 'desktop'),
      this.#clockOfNode(),
    )
    return (await this.#desktop.settleDown()).works
  }

  /** `gazelle-keeper check` on a computer of this name; gives its exit code. */
  async check(name: string): Promise<number | null> {
    const env = { ...environmentOf(this.sandbox, join(this.#folder, name)), ...this.#clockOfNode() }
    return (await cli(['check'], { env })).code
  }

  #clockOfNode(): NodeJS.ProcessEnv {
    const clock = join(import.meta.dirname, 'node-clock.mjs')
    return { NODE_OPTIONS: `--import=${clock}`, AHEAD_FILE: join(this.#folder, 'ahead') }
  }

  async putPair(pair: object): Promise<void> {
    await this.sandbox.supabase.sql`
      insert into system_settings (key, value) values ('gazelle_oauth_token', ${JSON.stringify(pair)}::text::jsonb)
      on conflict (key) do update set value = excluded.value`
  }

  async tokenInRow(): Promise<string> {
    const [row] = await this.sandbox.supabase.sql`
      select value->>'access_token' as token from system_settings where key = 'gazelle_oauth_token'`
    return String(row?.['token'])
  }

  /** Gazelle's own record of the row's token. */
  async rowsToken() {
    const token = await this.tokenInRow()
    return this.sandbox.gazelle.tokens.find(({ accessToken }) => accessToken === token)
  }

  /** Whether the row's token works. */
  async isRowAlive(): Promise<boolean> {
    const token = await this.rowsToken()
    return token !== undefined && token.revokedAt === null && token.expiresAt * second > this.now()
  }

  /** Whether the row's token is dead, or in the last third of its life. */
  async isRenewalNeeded(): Promise<boolean> {
    const token = await this.rowsToken()
    if (token === undefined || !(await this.isRowAlive())) return true
    return this.now() >= token.createdAt * second + (2 / 3) * lifeMilliseconds - minute
  }

  async close(): Promise<void> {
    await this.#worker?.stop()
    await this.#jobs.end()
    await this.#cron.close()
    await this.killFunction()
    await this.#desktop?.kill()
    await this.sandbox.close()
    await rm(this.#folder, { recursive: true, force: true })
  }
}
