import { describe, expect, it } from 'vitest'
import { cliFixture, day } from '../cli/cli-fixture.ts'

// Rows as programs and people write them: see strangers.md, "The row other programs read" in gazelle.md, and the sources named.

const on = cliFixture()
const hour = 3600
const now = () => Math.floor(Date.now() / 1000)

/** Puts JSON in the row as its text, to the last digit. */
async function putText(text: string): Promise<void> {
  await on.sandbox.supabase
    .sql`insert into system_settings (key, value) values ('gazelle_oauth_token', ${text}::text::jsonb)
    on conflict (key) do update set value = excluded.value`
}

async function rowText(): Promise<string> {
  const [row] = await on.sandbox.supabase
    .sql`select value::text as text from system_settings where key = 'gazelle_oauth_token'`
  return row?.['text'] ?? ''
}

const set = (token: string) => on.run(['set', '--json'], { input: token })
const refreshes = () => on.sandbox.gazelle.requests.all.filter(({ grantType }) => grantType === 'refresh_token')

describe('an optional field that is not understood', () => {
  it.each<[string, Record<string, unknown>]>([
    ['expires_in of thirty years', { expires_in: 999_999_999 }],
    ['expires_in below zero (delta-sharing#628)', { expires_in: -5 }],
    ['expires_in in words', { expires_in: 'never' }],
    ['expires_at in words', { expires_at: 'never' }],
    ['created_at empty', { created_at: '' }],
    ['created_at of the year 9999', { created_at: 253_402_300_799 }],
  ])('blocks nothing, is named, and gives way to what a person brings: %s', async (_, odd) => {
    const { access_token } = on.sandbox.gazelle.grantPair()
    await on.putRow({ access_token, ...odd })
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, condition: 'valid' })
    const doctor = await on.run(['doctor', '--json'])
    expect(doctor.code).toBe(0)
    expect(doctor.stdout).toContain(Object.keys(odd)[0])
    const next = on.sandbox.gazelle.grantPair().access_token
    expect((await set(next)).code).toBe(0)
    expect(await on.tokenInRow()).toBe(next)
  })

  it.each([
    ['without a zone, which is UTC', (at: number) => new Date(at * 1000).toISOString().slice(0, 19)],
    ['with a zone', (at: number) => `${new Date(at * 1000).toISOString().slice(0, 19)}+00`],
    ['in milliseconds', (at: number) => at * 1000],
  ])('expires_at %s is understood', async (_, write) => {
    const { access_token } = on.sandbox.gazelle.grantPair()
    const end = now() + 20 * day
    await on.putRow({ access_token, expires_at: write(end), created_at: now() - 10 * day })
    const { token } = (await on.answer('status')) as { token: { secondsLeft?: number; expiresAt?: string } }
    expect(JSON.stringify(token)).toMatch(
      new RegExp(`${new Date(end * 1000).toISOString().slice(0, 16)}|${end}|17279\\d\\d`),
    )
  })
})

describe('a number that no double holds', () => {
  it.each([
    ['an object', (text: string) => text],
    ['a JSON string', (text: string) => JSON.stringify(text)],
  ])('passes through a renewal to the last digit: %s', async (_, shape) => {
    const pair = on.sandbox.gazelle.grantPair()
    const odd = '"n": 12345678901234567, "deep": [0.1000000000000000000001, {"x": -9007199254740993}], "big": 1e30'
    const text = `{${odd}, ${JSON.stringify({ ...pair, created_at: now() - 29 * day }).slice(1)}`
    await putText(shape(text))
    expect(await on.answer('check')).toMatchObject({ exitCode: 0 })
    expect(refreshes()).toHaveLength(1)
    const after = await rowText()
    for (const digits of ['12345678901234567', '0.1000000000000000000001', '-9007199254740993']) {
      expect(after).toContain(digits)
    }
    expect(after).not.toContain(pair.access_token)
  })
})

describe('a row whose token cannot be saved', () => {
  it('costs no refresh token', async () => {
    await on.issued(29)
    await on.sandbox.supabase.sql.unsafe(`
      create function refuse_change() returns trigger language plpgsql as $$
        begin if new.key = 'gazelle_oauth_token' and new.value is distinct from old.value
        then raise exception 'no'; end if; return new; end $$;
      create trigger refuse_change before update on system_settings for each row execute function refuse_change()`)
    try {
      expect((await on.run(['check'])).code).not.toBe(0)
      expect(refreshes()).toHaveLength(0)
      expect((await on.run(['doctor'])).code).not.toBe(0)
    } finally {
      await on.sandbox.supabase.sql.unsafe('drop function refuse_change cascade')
    }
  })
})

describe('where programs look for the token', () => {
  it.each<[string, (token: string) => unknown, (value: never) => string]>([
    ['api_key', (token) => ({ api_key: token, note: 1 }), (value: { api_key: string }) => value.api_key],
    ['token', (token) => ({ token, note: 1 }), (value: { token: string }) => value.token],
    [
      'api_key in a JSON string',
      (token) => JSON.stringify({ api_key: token }),
      (value: string) => JSON.parse(value).api_key,
    ],
    ['a bare string', (token) => token, (value: string) => value],
    [
      'several that hold the same',
      (token) => ({ access_token: token, api_key: token }),
      (value: { api_key: string }) => value.api_key,
    ],
  ])('%s: it is understood, and the next one is written there', async (_, shape, tokenOf) => {
    const first = on.sandbox.gazelle.grantPair().access_token
    await on.putRow(shape(first))
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, works: true })
    const next = on.sandbox.gazelle.grantPair().access_token
    expect((await set(next)).code).toBe(0)
    expect(tokenOf(JSON.parse(await rowText()) as never)).toBe(next)
    expect(await rowText()).not.toContain(first)
  })
})

describe('a key for a key', () => {
  it('never expires where the one before never did', async () => {
    const { apiKey } = on.sandbox.gazelle
    const before = 'k'.repeat(32)
    await on.putRow({
      access_token: before,
      refresh_token: 'manual_override',
      expires_at: 1_999_999_999,
      created_at: 0,
    })
    expect((await set(apiKey)).code).toBe(0)
    expect(JSON.parse(await rowText())).toEqual({
      access_token: apiKey,
      refresh_token: 'manual_override',
      expires_at: 1_999_999_999,
      created_at: 0,
    })
  })
})

describe('what a person puts another token over', () => {
  it('is there to fall back on, in a fresh journal too', async () => {
    const { apiKey } = on.sandbox.gazelle
    await on.putRow({ access_token: apiKey, expires_at: now() + 20 * day, created_at: now() })
    const { access_token: next, created_at } = on.sandbox.gazelle.grantPair()
    expect((await set(JSON.stringify({ access_token: next, created_at: created_at - hour }))).code).toBe(0)
    expect(await on.tokenInRow()).toBe(next)
    on.sandbox.gazelle.expire(next)
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, works: true })
    expect(await on.tokenInRow()).toBe(apiKey)
  })
})

describe('a program with the rule of under 50 characters', () => {
  it('is warned of, and nothing is blocked', async () => {
    await on.issued(3)
    const { code, stdout } = await on.run(['doctor'])
    expect(code).toBe(0)
    expect(stdout).toContain('fewer than 50 characters')
  })

  it('that spends the row’s refresh token and keeps the new pair for itself: a token that works is put back', async () => {
    const { gazelle, connection } = on.sandbox
    gazelle.configure({ rotation: 'revoke-at-once' })
    await on.putRow({ access_token: gazelle.apiKey, expires_at: now() + 20 * day, created_at: now() })
    const pair = gazelle.grantPair()
    expect((await set(JSON.stringify({ ...pair, created_at: pair.created_at - hour }))).code).toBe(0)
    expect(await on.tokenInRow()).toBe(pair.access_token)
    const spent = await fetch(new URL('/developer/oauth/token', connection.gazelleUrl), {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: pair.refresh_token ?? '',
        client_id: connection.oauthClientId,
        client_secret: connection.oauthClientSecret ?? '',
      }),
    })
    expect(spent.status).toBe(200)
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, works: true })
    expect(await on.tokenInRow()).toBe(gazelle.apiKey)
  })
})
