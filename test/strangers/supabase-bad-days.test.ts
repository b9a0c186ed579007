import { afterEach, describe, expect, it } from 'vitest'
import { badAnswersText } from '../../sandbox/supabase/bad-answers.ts'
import type { StoreErrorKind } from '../../src/core/keeper/store-error.ts'
import { cliFixture } from '../cli/cli-fixture.ts'

// Supabase's bad days: supabase/supabase#45491 (402), supabase/supabase#50651 and #49655 (clock skew), dyad-sh/dyad#4173
// (keys of the older kind), supabase/supabase#32689 and #50385 (read-only, busy), and the docs of PostgREST and PostgreSQL.

const on = cliFixture()
const tidyUp: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of tidyUp.splice(0).reverse()) await step()
})

const readText = { method: 'POST', path: '/rest/v1/rpc/read_system_setting' }

function always(name: string, match: { method?: string; path: string }) {
  const answer = badAnswersText[name]
  if (answer === undefined) throw new Error(name)
  return on.sandbox.supabase.faults.add({
    ...match,
    action: { kind: 'answer', ...answer },
    times: Number.POSITIVE_INFINITY,
  })
}

type Line = { outcome: string; kind: string; message: string; remedy: string | null }

async function doctor() {
  const answer = await on.answer('doctor')
  const failed = (answer['checks'] as Line[]).filter(
    ({ outcome, kind }) => outcome === 'failed' && kind !== 'earlier-step',
  )
  return { exitCode: answer['exitCode'], failed }
}

const withSecretKey = () => {
  const { SUPABASE_EMAIL: _, SUPABASE_PASSWORD: __, ...env } = on.env
  on.env = { ...env, SUPABASE_KEY: on.sandbox.connection.supabaseSecretKey }
}

const cases: readonly (readonly [name: string, kind: StoreErrorKind, exitCode: number, code: string])[] = [
  ['restricted', 'restricted', 3, 'HTTP_402'],
  ['restricted-plain', 'restricted', 3, 'HTTP_402'],
  ['paused', 'paused', 3, 'HTTP_540'],
  ['paused-page', 'paused', 3, 'HTTP_540'],
  ['gateway-timeout', 'busy', 4, 'HTTP_544'],
  ['too-many-requests', 'busy', 4, 'HTTP_429'],
  ['too-many-requests-page', 'busy', 4, 'HTTP_429'],
  ['bad-gateway', 'busy', 4, 'HTTP_502'],
  ['unavailable-seconds', 'busy', 4, 'HTTP_503'],
  ['cloudflare-522', 'busy', 4, 'HTTP_522'],
  ['cloudflare-challenge', 'not-supabase', 5, 'HTTP_403'],
  ['portal-page', 'not-supabase', 5, 'HTTP_200'],
  ['portal-redirect', 'not-supabase', 5, 'HTTP_302'],
  ['project-not-specified', 'wrong-address', 5, 'HTTP_400'],
  ['invalid-path', 'wrong-address', 5, 'HTTP_404'],
  ['gateway-not-found', 'not-supabase', 5, 'HTTP_404'],
  ['invalid-key', 'wrong-key', 5, 'HTTP_401'],
  ['legacy-keys-disabled', 'legacy-keys-disabled', 5, 'HTTP_401'],
  ['secret-key-in-browser', 'secret-key-refused', 5, 'HTTP_401'],
  ['jwt-in-the-future', 'clock-skew', 4, 'PGRST303'],
  ['no-suitable-key', 'wrong-key', 5, 'PGRST301'],
  ['statement-timeout', 'statement-timeout', 4, '57014'],
  ['too-many-connections', 'busy', 4, '53300'],
  ['remaining-slots', 'busy', 4, '53300'],
  ['starting-up', 'busy', 4, '57P03'],
  ['no-connection', 'busy', 4, 'PGRST000'],
  ['no-connection-internal', 'busy', 4, 'PGRST001'],
  ['no-schema-cache', 'busy', 4, 'PGRST002'],
  ['no-pool-slot', 'busy', 4, 'PGRST003'],
  ['schema-not-exposed', 'schema-not-exposed', 5, 'PGRST106'],
]

describe('every answer of Supabase’s bad days', () => {
  it.each(cases)('%s: check and doctor agree on %s, exit code %i', async (name, kind, exitCode, code) => {
    await on.issued(3)
    withSecretKey()
    const end = always(name, { path: '/rest/v1/*' })
    const check = await on.answer('check')
    expect(check).toMatchObject({ exitCode, problem: { at: 'store', kind, code } })
    expect(check['message']).toContain(`Code: ${code}.`)
    expect(check['message']).not.toMatch(/internet connection/)
    const told = await doctor()
    expect(told).toMatchObject({ exitCode, failed: [{ kind, message: expect.stringContaining(`Code: ${code}.`) }] })
    expect(told.failed[0]?.message).not.toMatch(/internet connection|Supabase user/)

    end()
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, condition: 'valid' })
    expect(await doctor()).toMatchObject({ exitCode: 0, failed: [] })
  })

  it('says after how long Supabase asks to be asked again', async () => {
    await on.issued(3)
    always('unavailable-seconds', readText)
    expect(await on.answer('check')).toMatchObject({ exitCode: 4, problem: { kind: 'busy', retryAfterSeconds: 120 } })
  })

  it('speaks of the network where there is none', async () => {
    await on.sandbox.supabase.stop()
    tidyUp.push(() => on.sandbox.supabase.start())
    const check = await on.answer('check')
    expect(check).toMatchObject({ exitCode: 4, problem: { kind: 'unavailable', code: 'ECONNREFUSED' } })
    expect(check['message']).toMatch(/internet connection/)
    expect((await doctor()).exitCode).toBe(4)
  })
})

describe('what stops only the saving', () => {
  it.each<[string, StoreErrorKind, number, string]>([
    ['read-only', 'read-only', 4, '25006'],
    ['disk-full', 'read-only', 4, '53100'],
    ['trigger-refuses', 'trigger-refuses', 5, 'P0001'],
    ['other-table-closed', 'trigger-denied', 5, '42501'],
    ['table-closed', 'write-denied', 5, '42501'],
    ['column-not-null', 'column-in-the-way', 5, '23502'],
    ['column-too-short', 'column-in-the-way', 5, '22001'],
    ['column-checked', 'column-in-the-way', 5, '23514'],
    ['time-overflow', 'updated-at-type', 5, '22007'],
    ['two-functions', 'function-ambiguous', 5, 'PGRST203'],
    ['function-not-unique', 'function-ambiguous', 5, '42725'],
  ])('%s is told as %s by doctor, exit code %i, with the code', async (name, kind, exitCode, code) => {
    await on.issued(3)
    always(name, { method: 'POST', path: '/rest/v1/rpc/swap_system_setting' })
    always(name, { method: 'POST', path: '/rest/v1/rpc/rehearse_system_setting_swap' })
    const { exitCode: found, failed } = await doctor()
    expect(found).toBe(exitCode)
    expect(failed.map((line) => line.kind)).toContain(kind)
    expect(failed[0]?.message).toContain(code)
  })
})

describe('a database that is really so', () => {
  it('several rows with the key', async () => {
    const { sql } = on.sandbox.supabase
    await on.issued(3)
    await sql`alter table system_settings drop constraint system_settings_pkey`
    tidyUp.push(async () => {
      await sql`delete from system_settings`
      await sql`alter table system_settings add primary key (key)`
    })
    await sql`insert into system_settings (key, value) select key, value from system_settings`
    expect(await on.answer('check')).toMatchObject({ exitCode: 3, problem: { kind: 'several-rows' } })
    expect(await doctor()).toMatchObject({ exitCode: 3, failed: [{ kind: 'several-rows' }] })
  })

  it('a trigger that writes to a closed table', async () => {
    const { sql } = on.sandbox.supabase
    await on.issued(3)
    await sql.unsafe(`
      create table audit_log (at timestamptz);
      revoke all on audit_log from anon, authenticated;
      create function audit() returns trigger language plpgsql as
        $$ begin insert into public.audit_log values (now()); return new; end $$;
      create trigger audit before insert or update on system_settings for each row execute function audit();`)
    tidyUp.push(() => sql.unsafe('drop trigger audit on system_settings; drop function audit; drop table audit_log;'))
    const { exitCode, failed } = await doctor()
    expect([exitCode, failed[0]?.kind]).toEqual([5, 'trigger-denied'])
    expect(failed[0]?.message).toContain('42501')
    expect(failed[0]?.remedy).toContain('security definer')
    expect(failed.map(({ remedy }) => remedy).join()).not.toContain('--member')
  })
})

describe('the key', () => {
  it('that counts is named where two are given', async () => {
    await on.issued(3)
    on.env = { ...on.env, SUPABASE_SERVICE_ROLE_KEY: on.sandbox.connection.supabaseSecretKey }
    const { stdout, code } = await on.run(['doctor'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/Two keys are given: SUPABASE_KEY is used, SUPABASE_SERVICE_ROLE_KEY is not/)
  })

  it('is spoken of, and no Supabase user, where nobody configured one', async () => {
    await on.issued(3)
    const { SUPABASE_EMAIL: _, SUPABASE_PASSWORD: __, ...env } = on.env
    on.env = env
    const { message } = await on.answer('check')
    expect(message).not.toMatch(/\b(this|the) Supabase user\b/i)
    expect((await doctor()).failed.map((line) => line.message).join()).not.toMatch(/this user/i)
  })
})
