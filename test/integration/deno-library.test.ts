import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../sandbox/index.ts'
import { bundle } from '../../scripts/edge/bundle.ts'
import { installedDenos, supabasesVersion } from './denos.ts'
import { openSandbox } from './open-sandbox.ts'

let folder: string
let sandbox: Sandbox
const denos = installedDenos()

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'deno-library-test-')))
  sandbox = await openSandbox({ folder: join(folder, 'sandbox') })
  await bundle(resolve(import.meta.dirname, '../..'), 'test/integration/deno-program.ts', folder, 'program')
})
afterAll(async () => {
  await sandbox?.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  await sandbox.reset()
  sandbox.gazelle.faults.clear()
})

interface Told {
  readonly ending: string
  readonly works: boolean | null
  readonly keeping: unknown
  readonly milliseconds: number
}

async function run(deno: string, permissions: string[], options: object): Promise<Told> {
  const { supabaseUrl, supabaseSecretKey: supabaseKey, gazelleUrl, ...application } = sandbox.connection
  const { oauthClientId: clientId, oauthClientSecret: clientSecret } = application
  const given = { supabaseUrl, supabaseKey, gazelleUrl, application: { clientId, clientSecret }, ...options }
  const args = ['run', '--no-prompt', '--allow-net', '--allow-env', ...permissions, join(folder, 'program.js')]
  const child = spawn(deno, [...args, JSON.stringify(given)], { env: { ...process.env, HOME: folder, NO_COLOR: '1' } })
  const text = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => (text.stdout += chunk))
  child.stderr.on('data', (chunk) => (text.stderr += chunk))
  await once(child, 'close')
  expect(text.stderr).toBe('')
  return JSON.parse(text.stdout)
}

/** Puts a pair in the row whose access token is dead; gives that. */
async function putDeadToken(): Promise<string> {
  const pair = sandbox.gazelle.grantPair()
  const value = JSON.stringify({ ...pair, created_at: pair.created_at - 3600 })
  await sandbox.supabase.sql`
    insert into system_settings (key, value) values ('gazelle_oauth_token', ${value}::text::jsonb)
    on conflict (key) do update set value = excluded.value`
  sandbox.gazelle.expire(pair.access_token)
  return pair.access_token
}

async function tokenInRow(): Promise<string | undefined> {
  const [row] = await sandbox.supabase.sql<{ token: string }[]>`
    select value->>'access_token' as token from system_settings where key = 'gazelle_oauth_token'`
  return row?.token
}

const refreshes = () => sandbox.gazelle.requests.all.filter(({ grantType }) => grantType === 'refresh_token')
const renewed = () => sandbox.gazelle.tokens.at(-1)?.accessToken

it('Supabase’s Deno is among those that the library is tested on, where there is one', () => {
  const versions = denos.map(({ version }) => version)
  if (process.platform === 'linux' && process.arch === 'x64') expect(versions).toContain(supabasesVersion)
  expect(versions.length).toBeGreaterThan(0)
})

describe.each(denos)('the library on Deno $version', { timeout: 240_000 }, ({ path }) => {
  const secret = randomBytes(32).toString('hex')

  it('renews with a journal in the row, and touches no disk', async () => {
    await putDeadToken()
    expect(await run(path, [], { journal: { in: 'row', secret } })).toMatchObject({
      ending: 'a token',
      works: true,
      keeping: { in: 'row' },
    })
    expect(await tokenInRow()).toBe(renewed())
    expect(refreshes()).toHaveLength(1)
  })

  it('renews with a journal in a folder', async () => {
    await putDeadToken()
    const stateFolder = join(folder, randomBytes(8).toString('hex'))
    const told = await run(path, ['--allow-read', '--allow-write', '--allow-sys'], { stateFolder })
    expect(told).toMatchObject({ ending: 'a token', works: true, keeping: { in: 'folder', folder: stateFolder } })
    expect(await tokenInRow()).toBe(renewed())
  })

  it('tells of a folder that takes files, but not as the journal writes them', async () => {
    await putDeadToken()
    const stateFolder = join(folder, randomBytes(8).toString('hex'))
    mkdirSync(stateFolder, { mode: 0o700 })
    const elsewhere = join(folder, 'elsewhere')
    // It may write there, and read nothing: names are not made safe by that.
    const told = await run(path, [`--allow-write=${stateFolder}`, `--allow-read=${elsewhere}`, '--allow-sys'], {
      stateFolder,
    })
    expect(told.keeping).toMatchObject({ in: 'memory', folder: stateFolder })
    expect(told).toMatchObject({ ending: 'a token', works: true })
  })

  it('hears at once that a grant’s connection was dropped, and sends nothing twice', async () => {
    // The old refresh token lives until the new pair is used.
    sandbox.gazelle.configure({ rotation: 'revoke-on-first-use' })
    await putDeadToken()
    sandbox.gazelle.faults.add({ action: { kind: 'accept-and-drop' }, path: '/developer/oauth/token' })
    const told = await run(path, [], { journal: { in: 'row', secret } })
    expect(told.ending).toMatch(/TokenUnavailableError.*answer-lost/)
    expect(told.milliseconds).toBeLessThan(20_000)
    expect(refreshes()).toHaveLength(1)
    // The note is there: the next one tries the same refresh token again.
    expect(await run(path, [], { journal: { in: 'row', secret } })).toMatchObject({ ending: 'a token', works: true })
    expect(await tokenInRow()).toBe(renewed())
  })
})
