import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres } from '../../sandbox/supabase/postgres/server.ts'
import { openedSandbox } from './sandbox-fixture.ts'

const own = resolve(import.meta.dirname, '../../supabase/functions/gazelle-keeper')
const unschedule = readFileSync(join(own, 'unschedule.sql'), 'utf8')
const schedule = (url: string) =>
  readFileSync(join(own, 'schedule.sql'), 'utf8').replace('https://YOUR-PROJECT.supabase.co', url)

/** What pg_cron, pg_net and Vault have that is used here: none of them can be had everywhere. */
const standIns = `
  create schema cron;
  create table cron.job (jobid bigserial primary key, schedule text, command text, jobname text unique);
  create function cron.schedule(job_name text, schedule text, command text) returns bigint language sql as $$
    insert into cron.job (jobname, schedule, command) values ($1, $2, $3)
    on conflict (jobname) do update set schedule = excluded.schedule, command = excluded.command returning jobid $$;
  create function cron.unschedule(job_id bigint) returns boolean language sql as
    $$ delete from cron.job where jobid = $1 returning true $$;
  create schema net;
  create table net.calls (url text, body jsonb, headers jsonb, timeout_milliseconds integer);
  create function net.http_post(url text, body jsonb default '{}', params jsonb default '{}',
    headers jsonb default '{}', timeout_milliseconds integer default 5000) returns bigint language sql as
    $$ insert into net.calls values ($1, $2, $4, $5); select 1::bigint $$;
  create schema vault;
  create table vault.secrets (id uuid primary key default gen_random_uuid(), name text unique, secret text);
  create view vault.decrypted_secrets as select id, name, secret as decrypted_secret from vault.secrets;
  create function vault.create_secret(new_secret text, new_name text, new_description text) returns uuid language sql as
    $$ insert into vault.secrets (secret, name) values ($1, $2) returning id $$;
  create function vault.update_secret(secret_id uuid, new_secret text) returns void language sql as
    $$ update vault.secrets set secret = $2 where id = $1 $$;`

describe('the schedule of the function', () => {
  let folder: string
  let server: Awaited<ReturnType<typeof startPostgres>>
  let sql: ReturnType<typeof postgres>

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'schedule-'))
    server = await startPostgres(folder, 'schedule')
    sql = postgres(server.url, { onnotice: () => undefined, max: 1 })
    await sql.unsafe(standIns)
  })
  afterAll(async () => {
    await sql?.end()
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const jobs = () => sql`select jobname, schedule, command from cron.job`
  const secret = async () =>
    (await sql`select secret from vault.secrets where name = 'gazelle_keeper_secret'`)[0]?.['secret']

  it('asks for the project’s URL, and changes nothing without it', async () => {
    await expect(sql.unsafe(schedule('https://YOUR-PROJECT.supabase.co'))).rejects.toThrow('URL is not filled in')
    await sql.unsafe('rollback')
    expect(await jobs()).toEqual([])
  })

  it('may be run twice: one job, and the same secret, which the list of jobs does not show', async () => {
    await sql.unsafe(schedule('https://one.example'))
    const before = await secret()
    expect(before).toMatch(/^[0-9a-f]{64}$/)
    await sql.unsafe(schedule('https://other.example/'))
    expect(await secret()).toBe(before)
    const [job, ...more] = await jobs()
    expect(more).toEqual([])
    expect(job).toMatchObject({ jobname: 'gazelle-keeper', schedule: '*/5 * * * *' })
    expect(job?.['command']).not.toContain(before)
    await sql.unsafe(job?.['command'])
    expect(await sql`select * from net.calls`).toEqual([
      {
        url: 'https://other.example/functions/v1/gazelle-keeper',
        body: {},
        headers: { 'content-type': 'application/json', 'x-gazelle-keeper-secret': before },
        timeout_milliseconds: 145_000,
      },
    ])
  })

  it('is taken away, twice if need be, also where nothing of it was ever there', async () => {
    await sql.unsafe(unschedule)
    await sql.unsafe(unschedule)
    expect(await jobs()).toEqual([])
    expect(await sql`select name from vault.secrets`).toEqual([])
    await sql.unsafe('drop schema cron cascade; drop schema vault cascade')
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
