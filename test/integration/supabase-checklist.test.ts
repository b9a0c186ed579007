import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSandbox, type Sandbox } from '../../sandbox/index.ts'
import { migrate } from '../../sandbox/supabase/database.ts'
import { type CheckResult, type CheckStep, checkSteps } from '../../src/core/supabase/setup/check-result.ts'
import { type CheckOptions, checkSupabase } from '../../src/core/supabase/setup/checklist.ts'
import { legacyKey } from '../../src/core/supabase/setup/testing.ts'
import type { Json } from '../../src/core/token/record.ts'

let folder: string
let sandbox: Sandbox
const keyText = 'gazelle_oauth_token'

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'checklist-')))
  sandbox = await openSandbox({ folder })
})

afterAll(async () => {
  await sandbox?.close()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(() => sandbox.supabase.reset())

const secrets = new Set<string>()
const secret = () => {
  const text = randomUUID().replaceAll('-', '')
  secrets.add(text)
  return text
}

const record = () => ({
  access_token: secret(),
  refresh_token: secret(),
  expires_in: 2_592_000,
  created_at: 1_750_000_000,
})

async function put(value: Json, key = keyText) {
  await sandbox.supabase.sql`
    insert into system_settings (key, value) values (${key}, ${JSON.stringify(value)}::text::jsonb)
    on conflict (key) do update set value = excluded.value`
}

const wholeTable = () => sandbox.supabase.sql`select *, xmin::text from system_settings order by key`

/** Runs all checks; gives each result by its step. Sees to it that no row has changed and no secret is in a result. */
async function check(options: Partial<CheckOptions> = {}): Promise<Record<CheckStep, CheckResult>> {
  const { supabase } = sandbox
  const before = await wholeTable()
  const results: CheckResult[] = []
  for await (const result of checkSupabase({
    url: supabase.url,
    key: supabase.publishableKey,
    signIn: supabase.member,
    fetch: globalThis.fetch,
    userAgent: 'gazelle-keeper/test',
    clock: { now: () => Date.now() },
    ...options,
  })) {
    results.push(result)
  }
  expect(results.map(({ step }) => step)).toEqual(checkSteps)
  expect(await wholeTable()).toEqual(before)
  const text = JSON.stringify(results)
  const { publishableKey, secretKey, member, stranger } = supabase
  for (const one of [...secrets, publishableKey, secretKey, member.password, stranger.password])
    expect(text).not.toContain(one)
  return Object.fromEntries(results.map((result) => [result.step, result])) as Record<CheckStep, CheckResult>
}

/** The steps that are not simply fine, with what they say. */
function findings(results: Record<CheckStep, CheckResult>): string[] {
  return checkSteps.flatMap((step) => {
    const { outcome, kind, remedy } = results[step]
    const isSilent = (outcome === 'fine' && kind === null) || kind === 'earlier-step'
    return isSilent ? [] : [`${step}: ${outcome} ${kind}${remedy === null ? '' : `, ${remedy}`}`]
  })
}

describe('a connection that works', () => {
  it('is fine without a row yet, and leaves none behind', async () => {
    expect(findings(await check())).toEqual(['row-readable: fine no-row-yet'])
    expect(await wholeTable()).toHaveLength(0)
  })

  it.each<[string, () => Json, string]>([
    ['the guide’s object', record, 'object'],
    [
      'an API key',
      () => ({ access_token: secret(), refresh_token: 'manual_override', expires_at: 1_999_999_999 }),
      'object',
    ],
    ['the guide’s object as a JSON string', () => JSON.stringify(record()), 'json-string'],
    [
      'an API key as a JSON string',
      () => JSON.stringify({ access_token: secret(), expires_at: 1_999_999_999 }),
      'json-string',
    ],
    [
      'Doorkeeper’s answer',
      () => ({ ...record(), access_token: secret() + secret(), token_type: 'Bearer', scope: 'public' }),
      'object',
    ],
    ['null', () => null, 'other'],
    ['no token yet', () => ({}), 'object'],
  ])('is fine over %s', async (_, value, shape) => {
    await put(value())
    const results = await check()
    expect(findings(results)).toEqual([])
    expect(results['other-columns-fine'].facts).toEqual({ shape, columns: [] })
    expect(results['row-writable'].facts).toEqual({ proof: 'rehearsed' })
    expect(results.reachable.facts.tookMilliseconds).toBeLessThan(15_000)
    expect(Math.abs(results['clock-agrees'].facts.offsetMilliseconds ?? Number.NaN)).toBeLessThan(8_000)
  })

  it('with the secret key warns that it opens everything, and needs nobody', async () => {
    await put(record())
    const results = await check({ key: sandbox.supabase.secretKey, signIn: null })
    expect(findings(results)).toEqual([
      'key-accepted: warning secret-key, use-publishable-key',
      'signed-in: skipped no-user-needed',
    ])
    expect(results['key-accepted'].facts).toEqual({ keyKind: 'secret' })
  })

  it('stops when the caller does', async () => {
    const caller = new AbortController()
    const steps: string[] = []
    const options = { url: sandbox.supabase.url, key: sandbox.supabase.publishableKey, signIn: sandbox.supabase.member }
    const network = { fetch, userAgent: 'gazelle-keeper/test', clock: { now: () => Date.now() } }
    for await (const { step } of checkSupabase({ ...options, ...network }, caller.signal)) {
      steps.push(step)
      if (step === 'table-there') caller.abort()
    }
    expect(steps).toEqual(['reachable', 'key-accepted', 'signed-in', 'table-there'])
  })
})

describe('what fails before the database', () => {
  /** A server on this computer that is not Supabase. */
  async function elsewhere(answer: RequestListener) {
    const server = createServer(answer).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const close = async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    }
    return { url, close }
  }

  it.each<[string, RequestListener, string]>([
    ['a web page', (_, response) => void response.end('<html>'), 'not-supabase, check-url'],
    ['a page that is not there', (_, response) => void response.writeHead(404).end('no'), 'not-supabase, check-url'],
    [
      'a network that asks to sign in',
      (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
      'not-supabase, check-url',
    ],
    ['a paused project', (_, response) => void response.writeHead(540).end(), 'paused, restore-project'],
    ['a project in trouble', (_, response) => void response.writeHead(503).end(), 'busy, wait'],
    ['no answer', () => {}, 'timed-out, check-network'],
    ['a cut connection', (request) => void request.socket.destroy(), 'not-reached, check-network'],
  ])('%s', async (_, answer, expected) => {
    const { url, close } = await elsewhere(answer)
    const timeoutMilliseconds = expected.startsWith('timed-out') ? 200 : 15_000
    const results = await check({ url, timeoutMilliseconds })
    expect(findings(results)).toEqual([`reachable: failed ${expected}`, 'clock-agrees: skipped clock-not-told'])
    expect(results['row-writable']).toMatchObject({ outcome: 'skipped', kind: 'earlier-step' })
    await close()
  })

  it('a server that is down', async () => {
    await sandbox.supabase.stop()
    try {
      const results = await check()
      expect(findings(results)[0]).toBe('reachable: failed not-reached, check-network')
      expect(results.reachable.facts).toEqual({ code: 'ECONNREFUSED' })
    } finally {
      await sandbox.supabase.start()
    }
  })

  it('a text that is no address', async () => {
    expect(findings(await check({ url: 'my project' }))[0]).toBe('reachable: failed wrong-address, check-url')
  })

  it('a key that the project does not know', async () => {
    const results = await check({ key: `sb_publishable_${secret()}` })
    expect(findings(results)).toEqual(['key-accepted: failed wrong-key, check-key'])
    expect(results['clock-agrees'].outcome).toBe('fine')
  })

  it('a key of another project', async () => {
    const url = 'https://kqzvlmabcdwxyefghijr.supabase.co'
    const toSandbox: typeof fetch = (input, init) => fetch(String(input).replace(url, sandbox.supabase.url), init)
    const key = legacyKey({ role: 'anon', ref: 'rjihgfeyxwdcbamlvzqk' })
    expect(findings(await check({ url, key, fetch: toSandbox }))).toEqual([
      'key-accepted: failed other-project, check-key',
    ])
  })

  it('a secret key from what looks like a browser', async () => {
    const userAgent =
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0.0.0 Electron/33.2.1 Safari/537.36'
    expect(findings(await check({ key: sandbox.supabase.secretKey, signIn: null, userAgent }))).toEqual([
      'key-accepted: failed secret-key-refused, use-publishable-key',
    ])
  })
})

describe('signing in', () => {
  it('is needed with a publishable key', async () => {
    await put(record())
    expect(findings(await check({ signIn: null }))).toEqual(['signed-in: failed sign-in-needed, sign-in'])
  })

  it('tells a wrong password', async () => {
    const signIn = { ...sandbox.supabase.member, password: secret() }
    const results = await check({ signIn })
    expect(findings(results)).toEqual(['signed-in: failed bad-password, sign-in'])
    expect(results['signed-in'].facts).toEqual({ code: 'invalid_credentials' })
  })

  it('tells that no session is left and there is no password', async () => {
    const signIn = { email: sandbox.supabase.member.email, password: null }
    expect(findings(await check({ signIn }))).toEqual(['signed-in: failed session-lost, sign-in'])
  })
})

describe('row-level security', () => {
  it.each([true, false])('hides the row from a stranger: told from no row (there is one: %s)', async (thereIsOne) => {
    if (thereIsOne) await put(record())
    expect(findings(await check({ signIn: sandbox.supabase.stranger }))).toEqual([
      'row-readable: failed row-hidden, add-member',
    ])
  })

  it.each([
    ['change', ['row-writable: failed write-denied, copy-migration']],
    ['add', ['other-columns-fine: failed write-denied, copy-migration']],
  ])('that does not let a member %s', async (verb, expected) => {
    await put(record())
    await sandbox.supabase.sql.unsafe(`drop policy "members ${verb} settings" on system_settings`)
    try {
      expect(findings(await check())).toEqual(expected)
    } finally {
      await migrate(sandbox.supabase.sql)
    }
  })

  it('that lets a member write the token’s row alone is told: the lease is another', async () => {
    const { sql } = sandbox.supabase
    await put(record())
    await sql.unsafe(
      `create policy "one row" on system_settings as restrictive for insert with check (key = '${keyText}')`,
    )
    try {
      expect(findings(await check())).toEqual(['other-columns-fine: failed write-denied, copy-migration'])
    } finally {
      await sql`drop policy "one row" on system_settings`
    }
  })

  it('that is missing, so that the key alone shows the token', async () => {
    const { sql } = sandbox.supabase
    await put(record())
    await sql`alter table system_settings disable row level security`
    try {
      expect(findings(await check())).toEqual(['row-readable: warning open-to-everyone, copy-migration'])
      expect(findings(await check({ signIn: null }))).toContain(
        'row-readable: warning open-to-everyone, copy-migration',
      )
    } finally {
      await migrate(sql)
    }
  })
})

describe('tables of existing installations', () => {
  it('the table is missing', async () => {
    const results = await check({ table: 'other_settings' })
    expect(findings(results)).toEqual(['table-there: failed table-missing, copy-migration'])
    expect(results['table-there'].facts).toEqual({ code: 'PGRST205' })
  })

  describe('the migration has not been run', () => {
    const functions = [
      'swap_system_setting(text, text, text, timestamptz)',
      'rehearse_system_setting_swap(text, text, text)',
      'read_system_setting(text)',
      'is_system_settings_member() cascade',
    ]
    beforeAll(async () => {
      for (const name of functions) await sandbox.supabase.sql.unsafe(`drop function ${name}`)
      // As before the migration: whoever is signed in may do anything.
      await sandbox.supabase.sql`create policy "old" on system_settings for all to authenticated using (true)`
    })
    afterAll(async () => {
      await sandbox.supabase.sql`drop policy "old" on system_settings`
      await migrate(sandbox.supabase.sql)
    })

    it('a row is written beside, with the secret key, and taken away', async () => {
      await put(record())
      const results = await check({ key: sandbox.supabase.secretKey, signIn: null })
      expect(findings(results)).toEqual([
        'key-accepted: warning secret-key, use-publishable-key',
        'signed-in: skipped no-user-needed',
        'swap-function-there: warning function-missing, copy-migration',
      ])
      expect(results['row-writable'].facts).toEqual({ proof: 'beside' })
    })

    it('no row and a hidden one cannot be told apart, which is said', async () => {
      const { sql } = sandbox.supabase
      expect(findings(await check({ key: sandbox.supabase.secretKey, signIn: null }))).toContain(
        'row-readable: fine no-row-yet',
      )
      await sql`alter policy "old" on system_settings using (false)`
      await put(record())
      expect(findings(await check())).toEqual([
        'row-readable: warning empty-or-hidden, copy-migration',
        'swap-function-there: warning function-missing, copy-migration',
        'row-writable: failed write-denied, copy-migration',
      ])
    })
  })

  it('other columns are named, and mended where they ask for a value', async () => {
    const { sql } = sandbox.supabase
    await put(record())
    await sql`alter table system_settings add column description text, add column owner text not null default ''`
    try {
      const results = await check()
      expect(findings(results)).toEqual([])
      expect(results['other-columns-fine'].facts).toEqual({ shape: 'object', columns: ['description', 'owner'] })

      await sql`alter table system_settings alter column owner drop default`
      const strict = await check()
      expect(findings(strict)).toEqual(['other-columns-fine: failed column-in-the-way, fix-column'])
      expect(strict['other-columns-fine'].facts).toEqual({ code: '23502', columns: ['description', 'owner'] })
    } finally {
      await sql`alter table system_settings drop column description, drop column owner`
    }
  })

  it('several rows with the key', async () => {
    const { sql } = sandbox.supabase
    await sql`alter table system_settings drop constraint system_settings_pkey`
    await put1()
    await put1()
    try {
      expect(findings(await check())).toEqual(['row-readable: failed several-rows, delete-duplicates'])
    } finally {
      await sql`delete from system_settings`
      await sql`alter table system_settings add primary key (key)`
    }
    async function put1() {
      await sql`insert into system_settings (key, value) values (${keyText}, '{}')`
    }
  })

  it('no updated_at', async () => {
    const { sql } = sandbox.supabase
    await put(record())
    await sql`alter table system_settings disable trigger user`
    await sql`alter table system_settings rename column updated_at to another`
    try {
      const results = await check()
      expect(findings(results)).toEqual(['table-there: warning updated-at-missing, copy-migration'])
      expect(results['other-columns-fine'].facts.columns).toEqual(['another'])
    } finally {
      await sql`alter table system_settings rename column another to updated_at`
      await sql`alter table system_settings enable trigger user`
    }
  })

  it('a value that is text', async () => {
    const { sql } = sandbox.supabase
    await put(record())
    await sql`alter table system_settings alter column value type text`
    try {
      expect(findings(await check())).toContain('row-writable: failed value-not-jsonb, copy-migration')
    } finally {
      await sql`alter table system_settings alter column value type jsonb using value::jsonb`
    }
  })

  it.each<[string, () => Json, object]>([
    ['a bare word', () => secret().slice(0, 12), { shape: 'json-string', code: 'bad-json' }],
    ['a list', () => [secret()], { shape: 'other', code: 'not-an-object' }],
    [
      'another scheme',
      () => ({ access_token: `Basic ${secret()}` }),
      { shape: 'object', code: 'bad-field', field: 'access_token' },
    ],
  ])('a row that is not understood: %s', async (_, value, facts) => {
    await put(value())
    const results = await check()
    expect(findings(results)).toEqual(['other-columns-fine: failed row-not-understood, fix-row'])
    expect(results['other-columns-fine'].facts).toEqual({ columns: [], ...facts })
  })
})

describe('what is worth saying of a row', () => {
  it.each<[string, () => Json, string[], string | undefined]>([
    [
      'times that are not understood',
      () => ({ ...record(), expires_at: 'never', created_at: '' }),
      ['other-columns-fine: warning times-not-understood, fix-row'],
      'created_at, expires_at',
    ],
    [
      'a bearer token under 50 characters',
      () => ({ ...record(), token_type: 'Bearer' }),
      ['other-columns-fine: warning taken-for-key, ask-keeper'],
      undefined,
    ],
    [
      'one of 43 characters of which nothing is said',
      () => ({ ...record(), access_token: `${secret()}${secret()}`.slice(0, 43) }),
      ['other-columns-fine: warning taken-for-key, ask-keeper'],
      undefined,
    ],
    ['a longer one', () => ({ ...record(), access_token: `${secret()}${secret()}` }), [], undefined],
    ['a bare key', secret, [], undefined],
  ])('%s', async (_, value, expected, field) => {
    await put(value())
    const results = await check()
    expect(findings(results)).toEqual(expected)
    expect(results['other-columns-fine'].facts.field).toBe(field)
  })
})

describe('what only the real swap meets', () => {
  it.each(['a trigger that fails when the value changes', 'a constraint that is checked at the end'])(
    '%s',
    async (what) => {
      const { sql } = sandbox.supabase
      await put(record())
      const isLate = what.startsWith('a constraint')
      await sql.unsafe(`
      create function refuse_change() returns trigger language plpgsql as $$
        begin if new.value is distinct from old.value then raise exception 'no'; end if; return new; end $$;
      create ${isLate ? 'constraint trigger refuse_change after' : 'trigger refuse_change before'} update
        on system_settings ${isLate ? 'deferrable initially deferred' : ''}
        for each row execute function refuse_change()`)
      try {
        expect((await check())['row-writable'].outcome).toBe('failed')
      } finally {
        await sql.unsafe('drop function refuse_change cascade')
      }
    },
  )

  it.each(['json', 'text'])('a value of type %s where the migration was not run', async (type) => {
    const { sql } = sandbox.supabase
    await put(record())
    await sql.unsafe(`
      alter table system_settings disable trigger user;
      alter table system_settings rename column updated_at to another;
      alter function swap_system_setting rename to was_swap;
      alter function rehearse_system_setting_swap rename to was_rehearse;
      alter function read_system_setting rename to was_read;
      alter table system_settings alter column value type ${type}`)
    try {
      const found = (await check({ key: sandbox.supabase.secretKey, signIn: null }))['row-writable']
      // Fields of json can be compared, a text as a whole cannot.
      expect([found.outcome, found.kind]).toEqual(type === 'json' ? ['fine', null] : ['failed', 'function-missing'])
    } finally {
      await sql.unsafe(`
        delete from system_settings;
        alter table system_settings alter column value type jsonb using value::jsonb;
        alter function was_swap rename to swap_system_setting;
        alter function was_rehearse rename to rehearse_system_setting_swap;
        alter function was_read rename to read_system_setting;
        alter table system_settings rename column another to updated_at;
        alter table system_settings enable trigger user`)
    }
  })
})

describe('the clock', () => {
  it.each([
    [-6, 'failed'],
    [-4, 'fine'],
    [4, 'fine'],
    [6, 'failed'],
  ])('%s minutes off is %s', async (minutes, outcome) => {
    const clock = { now: () => Date.now() + minutes * 60_000 }
    const result = (await check({ clock }))['clock-agrees']
    expect(result).toMatchObject({ outcome, kind: outcome === 'failed' ? 'clock-wrong' : null })
    expect(Math.abs((result.facts.offsetMilliseconds ?? 0) + minutes * 60_000)).toBeLessThan(8_000)
  })
})
