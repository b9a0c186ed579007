import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres } from '../../sandbox/supabase/postgres/server.ts'
import { openedSandbox } from './sandbox-fixture.ts'
import { type CronPostgres, startCronPostgres } from './schedule/cron-postgres.ts'
import { type Call, net, startNetWorker, vault } from './schedule/stand-ins.ts'

const own = resolve(import.meta.dirname, '../../supabase/functions/gazelle-keeper')
const docs = resolve(import.meta.dirname, '../../docs/edge.md')
const unschedule = readFileSync(join(own, 'unschedule.sql'), 'utf8')
const schedule = (url: string) =>
  readFileSync(join(own, 'schedule.sql'), 'utf8').replace('https://YOUR-PROJECT.supabase.co', url)

/** As much of pg_cron as is used here. */
const cron = `
  create schema cron;
  create table cron.job (jobid bigserial primary key, schedule text, command text, jobname text unique);
  create table cron.job_run_details (jobid bigint, runid bigint primary key, end_time timestamptz);
  create function cron.schedule(job_name text, schedule text, command text) returns bigint language sql as $$
    insert into cron.job (jobname, schedule, command) values ($1, $2, $3)
    on conflict (jobname) do update set schedule = excluded.schedule, command = excluded.command returning jobid $$;
  create function cron.unschedule(job_id bigint) returns boolean language sql as
    $$ delete from cron.job where jobid = $1 returning true $$;`

describe('the schedule of the function', () => {
  // The real pg_cron where it can be had.
  const isReal = process.platform === 'linux'
  const folder = mkdtempSync(join(tmpdir(), 'schedule-'))
  let server: { readonly url: string; close(): Promise<void> } & Partial<CronPostgres>
  let sql: ReturnType<typeof postgres>
  const connect = () => postgres(server.url, { onnotice: () => undefined, max: 1 })

  beforeAll(async () => {
    if (isReal) server = await startCronPostgres()
    else {
      const { url, stop } = await startPostgres(folder, 'schedule')
      server = { url, close: stop }
    }
    sql = connect()
    await sql.unsafe(isReal ? net + vault : cron + net + vault)
  })
  afterAll(async () => {
    await sql?.end()
    await server?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const jobs = async () => {
    const [found] = await sql`select to_regclass('cron.job') as jobs`
    return found?.['jobs'] === null ? [] : sql`select jobname, schedule, command from cron.job`
  }
  const secret = async () =>
    (await sql`select secret from vault.secrets where name = 'gazelle_keeper_secret'`)[0]?.['secret']

  it('asks for the project’s URL, and changes nothing without it', async () => {
    await expect(sql.unsafe(schedule('https://YOUR-PROJECT.supabase.co'))).rejects.toThrow('URL is not filled in')
    await sql.unsafe('rollback')
    expect(await jobs()).toEqual([])
  })

  it('wants the journal closed to members first, and changes nothing before', async () => {
    await sql`create table public.system_settings (key text primary key, value jsonb)`
    try {
      await expect(sql.unsafe(schedule('https://one.example'))).rejects.toThrow('could read and change')
      await sql.unsafe('rollback')
      expect(await jobs()).toEqual([])
      await sql`create policy "no member reaches the journal" on public.system_settings as restrictive using (false)`
      await sql.unsafe(schedule('https://one.example'))
      expect(await jobs()).toHaveLength(2)
      await sql.unsafe(unschedule)
    } finally {
      await sql`drop table public.system_settings`
    }
  })

  it('may be run twice: one job of each kind, and the same secret, which the list of jobs does not show', async () => {
    await sql.unsafe(schedule('https://one.example'))
    const before = await secret()
    expect(before).toMatch(/^[0-9a-f]{64}$/)
    await sql.unsafe(schedule('https://other.example/'))
    expect(await secret()).toBe(before)
    const [job, runs, ...more] = await jobs()
    expect(more).toEqual([])
    expect(job).toMatchObject({ jobname: 'gazelle-keeper', schedule: '*/5 * * * *' })
    expect(runs).toMatchObject({ jobname: 'gazelle-keeper-runs', schedule: '17 3 * * *' })
    expect(job?.['command']).not.toContain(before)
    await sql.unsafe(job?.['command'])
    expect(
      await sql`
      delete from net.http_request_queue returning url, body, headers, timeout_milliseconds`,
    ).toEqual([
      {
        url: 'https://other.example/functions/v1/gazelle-keeper',
        body: {},
        headers: { 'content-type': 'application/json', 'x-gazelle-keeper-secret': before },
        timeout_milliseconds: 145_000,
      },
    ])
  })

  it('forgets its runs after a week, and nobody else’s', async () => {
    await sql.unsafe(schedule('https://one.example'))
    const ids = await sql`select jobid, jobname, command from cron.job order by jobname`
    await sql`select cron.schedule('somebody else’s', '0 0 1 1 *', 'select 1')`
    const [other] = await sql`select jobid from cron.job where jobname = 'somebody else’s'`
    for (const { jobid } of [...ids, other ?? expect.unreachable()])
      for (const days of [6, 8])
        await sql`insert into cron.job_run_details (runid, jobid, end_time)
          values (${1_000_000 + Number(jobid) * 10 + days}, ${jobid}, now() - ${days} * interval '1 day')`
    await sql.unsafe(ids.find(({ jobname }) => jobname === 'gazelle-keeper-runs')?.['command'])
    const left = await sql`
      select jobid, round(extract(epoch from now() - end_time) / 86400)::int as days from cron.job_run_details
      where runid > 1000000 order by runid`
    expect(left).toEqual([
      ...ids.map(({ jobid }) => ({ jobid, days: 6 })).sort((one, another) => Number(one.jobid) - Number(another.jobid)),
      { jobid: other?.['jobid'], days: 6 },
      { jobid: other?.['jobid'], days: 8 },
    ])
    await sql`select cron.unschedule(${other?.['jobid']}::bigint)`
  })

  it.runIf(isReal)('calls the function with its secret, and the answer is where the docs look for it', async () => {
    // The one time at which pg_cron runs a job without being waited for.
    await sql.unsafe(schedule('https://one.example').replace('*/5 * * * *', '@reboot'))
    await sql.end()
    await server.restart?.()
    sql = connect()
    const expected = await secret()
    let arrive: (call: Call) => void = () => undefined
    const arrived = new Promise<Call>((resolve) => {
      arrive = resolve
    })
    const worker = await startNetWorker(server.url, async (call) => {
      arrive(call)
      return { status: 200, text: '{"result":"good","problem":null}' }
    })
    try {
      // What pg_cron has run before the worker listened.
      await worker.settle()
      const { url, headers } = await arrived
      expect(url).toBe('https://one.example/functions/v1/gazelle-keeper')
      expect(headers['x-gazelle-keeper-secret']).toBe(expected)
      await worker.settle()
      const asked = /^ +(select .* from net\._http_response .*)$/m.exec(readFileSync(docs, 'utf8'))?.[1] ?? ''
      expect(await sql.unsafe(asked)).toMatchObject([{ status_code: 200, content: '{"result":"good","problem":null}' }])
    } finally {
      await worker.stop()
    }
  })

  it('is taken away, twice if need be, also where nothing of it was ever there', async () => {
    await sql.unsafe(unschedule)
    await sql.unsafe(unschedule)
    expect(await jobs()).toEqual([])
    expect(await sql`select name from vault.secrets`).toEqual([])
    await sql.unsafe('drop extension if exists pg_cron; drop schema if exists cron cascade; drop schema vault cascade')
    await sql.unsafe(unschedule)
  })
})

describe('the row of the journal', () => {
  const fixture = openedSandbox()
  const key = 'gazelle_oauth_token.journal'

  it('is for the secret key alone: no member reads, adds or changes it, and nobody without a sign-in', async () => {
    const { sandbox } = fixture
    const add = sandbox.supabase.sql`insert into system_settings (key, value) values (${key}, '{"journals": []}')`
    const service = fixture.client(sandbox.supabase.secretKey)
    const others = [await fixture.signedIn('member'), await fixture.signedIn('stranger'), fixture.client()]
    for (const other of others) {
      const added = await other.from('system_settings').insert({ key, value: {} })
      expect(added.error?.code).toBe('42501')
    }
    await add
    for (const other of others) {
      expect((await other.from('system_settings').select('value').eq('key', key)).data ?? []).toEqual([])
      expect((await other.rpc('read_system_setting', { p_key: key })).data ?? []).toEqual([])
      expect((await other.from('system_settings').update({ value: {} }).eq('key', key).select()).data ?? []).toEqual([])
    }
    expect((await service.from('system_settings').select('value').eq('key', key)).data).toEqual([
      { value: { journals: [] } },
    ])
  })
})
