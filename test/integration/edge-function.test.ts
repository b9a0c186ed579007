import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../sandbox/index.ts'
import { buildEdge } from '../../scripts/edge/build.ts'
import { fingerprint } from '../../src/core/token/fingerprint.ts'
import { installedDenos } from './denos.ts'
import {
  openCrossing,
  putDeadToken as putDeadTokenIn,
  type RunningFunction,
  secrets,
  startFunction,
  tokenInRow as tokenIn,
  type Variables,
  variablesOf,
  variablesOfRunner,
} from './edge-fixture.ts'
import { openSandbox } from './open-sandbox.ts'

const minute = 60_000
const denos = installedDenos()
let folder: string
let edge: string
let sandbox: Sandbox
let running: RunningFunction[] = []

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'edge-function-test-')))
  edge = join(folder, 'edge')
  sandbox = await openSandbox({ folder: join(folder, 'sandbox') })
  await buildEdge(resolve(import.meta.dirname, '../..'), edge)
}, 3 * minute)
afterAll(async () => {
  await sandbox?.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  await sandbox.reset()
  sandbox.gazelle.faults.clear()
  // The old refresh token lives until the new pair is used, as at Gazelle.
  sandbox.gazelle.configure({ rotation: 'revoke-on-first-use' })
})
afterEach(async () => {
  await Promise.all(running.map((each) => each.kill()))
  running = []
})

async function start(deno: string, variables: Variables = variablesOf(sandbox)): Promise<RunningFunction> {
  const started = await startFunction(deno, edge, variables)
  running.push(started)
  return started
}

const putDeadToken = () => putDeadTokenIn(sandbox)
const tokenInRow = () => tokenIn(sandbox)

/** As if two minutes had passed since the holder of the lease was killed. */
const letLeaseExpire = () => sandbox.supabase.sql`
  update system_settings set value = '{"holder": null, "until": 0}' where key = 'gazelle_oauth_token.lease'`

const forgetJournal = () => sandbox.supabase.sql`
  delete from system_settings where key = 'gazelle_oauth_token.journal'`

const refreshes = () => sandbox.gazelle.requests.all.filter(({ grantType }) => grantType === 'refresh_token')
const report = (result: string, problem: string | null = null) => JSON.stringify({ result, problem })

describe.each(denos)('the function on Deno $version', { timeout: 4 * minute }, ({ path }) => {
  it('answers only who has its secret, and asks nobody anything for others', async () => {
    const keeper = await start(path)
    const before = sandbox.gazelle.requests.all.length
    const almost = `${secrets.GAZELLE_KEEPER_SECRET.slice(0, -1)}-`
    for (const secret of [null, '', almost, `${secrets.GAZELLE_KEEPER_SECRET}0`]) {
      for (const method of ['POST', 'GET', 'OPTIONS']) {
        expect(await keeper.call(secret, method)).toEqual({ status: 401, text: '{"error":"unauthorized"}' })
      }
    }
    expect(await keeper.call(undefined, 'GET')).toMatchObject({ status: 405 })
    expect(sandbox.gazelle.requests.all).toHaveLength(before)
  })

  it('renews what is dead, leaves what works, and says nothing of a token', async () => {
    await putDeadToken()
    const keeper = await start(path)
    expect(await keeper.call()).toEqual({ status: 200, text: report('renewed') })
    expect(await keeper.call()).toEqual({ status: 200, text: report('good') })
    expect(refreshes()).toHaveLength(1)
    const issued = sandbox.gazelle.tokens.at(-1)?.accessToken ?? ''
    expect(await tokenInRow()).toBe(issued)
    const [journal] = await sandbox.supabase.sql<{ text: string }[]>`
      select value::text as text from system_settings where key = 'gazelle_oauth_token.journal'`
    expect(journal?.text).toMatch(/"seal"/)
    for (const secret of [issued, fingerprint(issued)]) expect(journal?.text).not.toContain(secret)
  })

  it('calls for a person where only a sign-in helps', async () => {
    await putDeadToken()
    sandbox.gazelle.revokeAll()
    expect(await (await start(path)).call()).toEqual({ status: 503, text: report('sign-in-needed') })
  })

  it('renews once, however many calls come at once, in one process and in two', async () => {
    await putDeadToken()
    const [one, other] = await Promise.all([start(path), start(path)])
    const answers = await Promise.all([one.call(), other.call(), one.call(), other.call()])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(refreshes()).toHaveLength(1)
    expect(await one.call()).toEqual({ status: 200, text: report('good') })
  })

  it('spends nothing where the journal cannot be written', async () => {
    await putDeadToken()
    const keeper = await start(path)
    await sandbox.supabase.sql.unsafe(`
      create function no_journal() returns trigger language plpgsql as $$
      begin raise exception 'the disk is full' using errcode = 'read_only_sql_transaction'; end $$;
      create trigger no_journal before insert or update on system_settings
        for each row when (new.key = 'gazelle_oauth_token.journal') execute function no_journal()`)
    try {
      expect(await keeper.call()).toEqual({ status: 503, text: report('trouble', 'store: read-only') })
      expect(refreshes()).toHaveLength(0)
    } finally {
      await sandbox.supabase.sql`drop function no_journal cascade`
    }
    expect(await keeper.call()).toEqual({ status: 200, text: report('renewed') })
  })

  it('stays while a token that was issued is in no row, and saves it', async () => {
    await putDeadToken()
    const keeper = await start(path)
    const grant = sandbox.gazelle.faults.holdNext({ path: '/developer/oauth/token' })
    const answer = keeper.call()
    await grant.reached
    // A sequence counts on where a transaction is undone: the first three tries to save the token fail.
    await sandbox.supabase.sql.unsafe(`
      create sequence tries;
      create function not_yet() returns trigger language plpgsql security definer as $$
      begin
        if nextval('public.tries') <= 3 then
          raise exception 'the disk is full' using errcode = 'read_only_sql_transaction';
        end if;
        return new;
      end $$;
      create trigger not_yet before update on system_settings
        for each row when (new.key = 'gazelle_oauth_token') execute function not_yet()`)
    try {
      grant.release()
      expect(await answer).toEqual({ status: 200, text: report('renewed') })
    } finally {
      await sandbox.supabase.sql.unsafe('drop function not_yet cascade; drop sequence tries')
    }
    expect(refreshes()).toHaveLength(1)
    expect(await tokenInRow()).toBe(sandbox.gazelle.tokens.at(-1)?.accessToken)
  })

  it('says which variable is wrong, and no value', async () => {
    const { GAZELLE_CLIENT_ID: _, ...variables } = variablesOf(sandbox)
    const keeper = await start(path, variables)
    const { status, text } = await keeper.call()
    expect({ status, text }).toMatchObject({ status: 503, text: expect.stringContaining('GAZELLE_CLIENT_ID') })
    expect(await keeper.call('wrong')).toMatchObject({ status: 401 })
  })
})

describe('kill -9 of the function', { timeout: 15 * minute }, () => {
  it('at every crossing loses no token', async () => {
    const variables = variablesOf(sandbox)
    let met = 0
    let mortal: { at: number; when: 'before' | 'after'; victim: RunningFunction } | null = null
    const meet = async (when: 'before' | 'after') => {
      if (when === 'before') met++
      if (mortal === null || mortal.at !== met || mortal.when !== when) return 'on' as const
      await mortal.victim.kill()
      return 'no further' as const
    }
    const crossings = await Promise.all([
      openCrossing(variables['SUPABASE_URL'] ?? '', meet),
      openCrossing(variables['GAZELLE_URL'] ?? '', meet),
    ])
    const [supabase, gazelle] = crossings
    const crossed = { ...variables, SUPABASE_URL: supabase.url, GAZELLE_URL: gazelle.url }
    const told: string[] = []
    // Keeps nothing from one call to the next: it stands for whatever process answers after the kill.
    const survivors = await Promise.all(denos.map(({ path }) => start(path)))
    try {
      let isOver = false
      for (let at = 1; !isOver; at++) {
        for (const when of ['before', 'after'] as const) {
          const deno = denos[at % denos.length]?.path ?? ''
          const next = survivors[(at + 1) % survivors.length] as RunningFunction
          await putDeadToken()
          await forgetJournal()
          await letLeaseExpire()
          const issuedBefore = sandbox.gazelle.tokens.length
          const victim = await start(deno, crossed)
          met = 0
          mortal = { at, when, victim }
          const ending = await victim.call().then(
            ({ text }) => text,
            () => 'killed',
          )
          mortal = null
          isOver = ending !== 'killed'
          await letLeaseExpire()
          expect({ at, when, ending, next: await next.call() }).toMatchObject({ next: { status: 200 } })
          const token = await tokenInRow()
          const issued = sandbox.gazelle.tokens.slice(issuedBefore)
          expect({ at, when, isIssued: issued.some(({ accessToken }) => accessToken === token) }).toMatchObject({
            isIssued: true,
          })
          // What was written down is not renewed a second time: only a lost answer is asked for again.
          expect(issued.length).toBeLessThanOrEqual(2)
          expect(issued.filter(({ revokedAt }) => revokedAt === null).length).toBeGreaterThan(0)
          told.push(`${at} ${when}: ${issued.length}`)
          await victim.kill()
        }
      }
    } finally {
      await Promise.all(crossings.map((each) => each.close()))
    }
    // Reading, asking, the lease, the journal, the grant, the row: there are many.
    expect(told.length).toBeGreaterThan(20)
    expect(told.filter((each) => each.endsWith(': 2')).length).toBeLessThanOrEqual(2)
  })
})

describe('one check on a runner', { timeout: 2 * minute }, () => {
  async function runOnce(variables: Variables) {
    const child = spawn(process.execPath, [join(edge, 'check-once.js')], {
      env: { PATH: process.env['PATH'], HOME: folder, ...variables },
    })
    const text = { stdout: '', stderr: '' }
    child.stdout.on('data', (chunk) => (text.stdout += chunk))
    child.stderr.on('data', (chunk) => (text.stderr += chunk))
    const [code] = await once(child, 'close')
    return { code, ...text }
  }
  const ofRunner = () => variablesOfRunner(sandbox)

  it('renews, finds the journal of the run before, and says how it ended by its exit code', async () => {
    await putDeadToken()
    expect(await runOnce(ofRunner())).toEqual({ code: 0, stdout: `${report('renewed')}\n`, stderr: '' })
    expect(await runOnce(ofRunner())).toEqual({ code: 0, stdout: `${report('good')}\n`, stderr: '' })
    // With the journal there, the keeper would know that the last renewal was a minute ago, and wait.
    await forgetJournal()
    await putDeadToken()
    sandbox.gazelle.revokeAll()
    expect(await runOnce(ofRunner())).toMatchObject({ code: 3, stdout: `${report('sign-in-needed')}\n` })
    expect(await runOnce({ ...ofRunner(), SUPABASE_KEY: randomBytes(8).toString('hex') })).toMatchObject({ code: 1 })
    expect(await runOnce({ ...ofRunner(), GAZELLE_JOURNAL_SECRET: 'short' })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'GAZELLE_JOURNAL_SECRET must have 32 characters or more.\n',
    })
  })
})
