import { describe, expect, it } from 'vitest'
import { cliFixture, day } from '../cli/cli-fixture.ts'

// Rows in forms that programs write by mistake, or in a manner of their own: issue 11, C; strangers.md, "The row other
// programs read" in gazelle.md, bun#34002 and dotenv#1041 (byte order marks).

const on = cliFixture()

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
const json = JSON.stringify

interface Form {
  readonly write: (token: string, refreshToken: string) => unknown
  /** The token that a program of this form finds in the value. */
  readonly read: (value: never) => unknown
}

const forms: Record<string, Form> = {
  'a scheme in front': {
    write: (token) => ({ access_token: `Bearer ${token}`, note: 'kept' }),
    read: (value: { access_token: string }) => value.access_token,
  },
  'a line break at its end': {
    write: (token) => ({ access_token: `${token}\n`, note: 'kept' }),
    read: (value: { access_token: string }) => value.access_token,
  },
  'a byte order mark': {
    write: (token, refresh_token) => `\uFEFF${json({ access_token: token, refresh_token, note: 'kept' })}`,
    read: (value: string) => JSON.parse(value.replace(/^\uFEFF/, '')).access_token,
  },
  'serialised twice over': {
    write: (token, refresh_token) => json(json({ access_token: token, refresh_token, note: 'kept' })),
    read: (value: string) => JSON.parse(JSON.parse(value)).access_token,
  },
  'serialised three times over': {
    write: (token, refresh_token) => json(json(json({ access_token: token, refresh_token, note: 'kept' }))),
    read: (value: string) => JSON.parse(JSON.parse(JSON.parse(value))).access_token,
  },
  'a dictionary of Python': {
    write: (token, refresh) =>
      `{'access_token': '${token}', 'refresh_token': '${refresh}', 'expires_in': None, 'ok': True, 'note': 'kept'}`,
    read: (value: string) => /^\{'access_token': '([\w-]+)'.*'ok': True, 'note': 'kept'/.exec(value)?.[1],
  },
  'camel case': {
    write: (token, refreshToken) => ({ accessToken: token, refreshToken, expiresAt: null, note: 'kept' }),
    read: (value: { accessToken: string }) => value.accessToken,
  },
  'within token': {
    write: (token, refresh_token) => ({ token: { access_token: token, refresh_token }, note: 'kept' }),
    read: (value: { token: { access_token: string } }) => value.token.access_token,
  },
  'within data, in camel case': {
    write: (token, refreshToken) => ({ data: { accessToken: token, refreshToken }, note: 'kept' }),
    read: (value: { data: { accessToken: string } }) => value.data.accessToken,
  },
  'a list of one': {
    write: (token, refresh_token) => [{ access_token: token, refresh_token, note: 'kept' }],
    read: ([value]: [{ access_token: string }]) => value.access_token,
  },
}

describe.each(Object.entries(forms))('a row in another form: %s', (_, { write, read }) => {
  it('is understood, and the next token is written in that form', async () => {
    const { access_token: first, refresh_token } = on.sandbox.gazelle.grantPair()
    await on.putRow(write(first, refresh_token ?? ''))
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, works: true })
    const next = on.sandbox.gazelle.grantPair().access_token
    expect((await set(next)).code).toBe(0)
    const after = await rowText()
    expect(read(JSON.parse(after) as never)).toBe(next)
    expect(after).toContain('kept')
    expect(after).not.toContain(first)
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, works: true })
  })
})

describe('a pair in camel case', () => {
  it('is renewed, and its end is written as it was', async () => {
    const { access_token: accessToken, refresh_token: refreshToken } = on.sandbox.gazelle.grantPair()
    const expiresAt = new Date(Date.now() + day * 1000).toISOString()
    const createdAt = new Date(Date.now() - 29 * day * 1000).toISOString()
    await on.putRow({ accessToken, refreshToken, expiresAt, createdAt })
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, works: true })
    const after = JSON.parse(await rowText())
    expect(Object.keys(after).toSorted()).toEqual([
      'accessToken',
      'createdAt',
      'expiresAt',
      'expiresIn',
      'refreshToken',
    ])
    expect([after.accessToken, after.refreshToken]).not.toContain(accessToken)
    expect(after.refreshToken).not.toBe(refreshToken)
    expect(Date.parse(after.expiresAt)).toBeGreaterThan(Date.now() + 25 * day * 1000)
  })
})

describe('a row that holds no token', () => {
  it.each<[string, unknown]>([
    ['null in words', { access_token: 'null', refresh_token: 'null', note: 'kept' }],
    ['None', { access_token: 'None', note: 'kept' }],
    ['undefined', { access_token: 'undefined', note: 'kept' }],
    ['nothing', { access_token: '', note: 'kept' }],
    ['a scheme with nothing after it', { access_token: 'Bearer ', note: 'kept' }],
  ])('is one that takes a token, and nobody asks Gazelle about it: %s', async (_, value) => {
    await on.putRow(value)
    const { requests } = on.sandbox.gazelle
    const before = requests.all.length
    expect(await on.answer('check')).toMatchObject({ exitCode: 3, condition: 'missing' })
    expect(requests.all).toHaveLength(before)
    const next = on.sandbox.gazelle.grantPair().access_token
    expect((await set(next)).code).toBe(0)
    expect(JSON.parse(await rowText())).toMatchObject({ access_token: next, note: 'kept' })
  })

  it.each<[string, unknown, string | null]>([
    ['a number', { access_token: 5, note: 'kept' }, 'access_token'],
    ['another scheme', { access_token: 'Basic abcdefgh', note: 'kept' }, 'access_token'],
    [
      'several that may be meant',
      { a: { access_token: 'A'.repeat(43) }, b: { accessToken: 'B'.repeat(43) }, note: 'kept' },
      'a, b',
    ],
    ['a list of numbers', [1, 2], null],
    ['a word', 'anything', null],
    ['JSON that was cut off', '{"access_token": "abc', null],
    ['Python that was cut off', "{'access_token': 'abc'", null],
    ['true', true, null],
  ])('that is named, and `set` replaces: %s', async (_, value, field) => {
    await on.putRow(value)
    const problem = { at: 'row', kind: field }
    expect(await on.answer('check')).toMatchObject({ exitCode: 3, condition: 'blocked', problem })
    expect(await on.answer('status')).toMatchObject({ exitCode: 3, condition: 'blocked', problem })
    const doctor = JSON.parse((await on.run(['doctor', '--json'])).stdout)
    expect(doctor.exitCode).toBe(3)
    const line = doctor.checks.find(({ kind }: { kind: string }) => kind === 'row-not-understood')
    expect(line?.outcome).toBe('failed')
    if (field !== null) expect(line.message).toContain(field)
    expect(JSON.parse(await rowText())).toEqual(value)

    const next = on.sandbox.gazelle.grantPair().access_token
    expect((await set(next)).code).toBe(0)
    const after = JSON.parse(await rowText())
    expect(after).toMatchObject({ access_token: next, ...(field === null ? {} : { note: 'kept' }) })
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, works: true })
  })
})

describe('doctor', () => {
  it('names a time that no double holds', async () => {
    const { access_token } = on.sandbox.gazelle.grantPair()
    await putText(`{"access_token": "${access_token}", "expires_at": 1e400}`)
    const { code, stdout } = await on.run(['doctor'])
    expect(code).toBe(0)
    expect(stdout).toContain('expires_at')
  })

  it('names both, a field that is not understood and a token that is taken for a key', async () => {
    const { access_token } = on.sandbox.gazelle.grantPair()
    await on.putRow({ access_token, token_type: 'Bearer', expires_at: 'never' })
    const { code, stdout } = await on.run(['doctor'])
    expect(code).toBe(0)
    expect(stdout).toContain('expires_at')
    expect(stdout).toContain('fewer than 50 characters')
  })
})
