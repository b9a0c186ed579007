import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../../sandbox/supabase/database.ts'
import type { Json } from '../../src/core/token/record.ts'
import { checklistFixture, findings, keyText, record, secret } from './checklist-fixture.ts'

const on = checklistFixture()
const { check, put } = on

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
      for (const name of functions) await on.sandbox.supabase.sql.unsafe(`drop function ${name}`)
      // As before the migration: whoever is signed in may do anything.
      await on.sandbox.supabase.sql`create policy "old" on system_settings for all to authenticated using (true)`
    })
    afterAll(async () => {
      await on.sandbox.supabase.sql`drop policy "old" on system_settings`
      await migrate(on.sandbox.supabase.sql)
    })

    it('a row is written beside, with the secret key, and taken away', async () => {
      await put(record())
      const results = await check({ key: on.sandbox.supabase.secretKey, signIn: null })
      expect(findings(results)).toEqual([
        'key-accepted: warning secret-key, use-publishable-key',
        'signed-in: skipped no-user-needed',
        'swap-function-there: warning function-missing, copy-migration',
      ])
      expect(results['row-writable'].facts).toEqual({ proof: 'beside' })
    })

    it('no row and a hidden one cannot be told apart, which is said', async () => {
      const { sql } = on.sandbox.supabase
      expect(findings(await check({ key: on.sandbox.supabase.secretKey, signIn: null }))).toContain(
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
    const { sql } = on.sandbox.supabase
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
    const { sql } = on.sandbox.supabase
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
    const { sql } = on.sandbox.supabase
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
    const { sql } = on.sandbox.supabase
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
      const { sql } = on.sandbox.supabase
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
    const { sql } = on.sandbox.supabase
    await put(record())
    await sql.unsafe(`
      alter table system_settings disable trigger user;
      alter table system_settings rename column updated_at to another;
      alter function swap_system_setting rename to was_swap;
      alter function rehearse_system_setting_swap rename to was_rehearse;
      alter function read_system_setting rename to was_read;
      alter table system_settings alter column value type ${type}`)
    try {
      const found = (await check({ key: on.sandbox.supabase.secretKey, signIn: null }))['row-writable']
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
