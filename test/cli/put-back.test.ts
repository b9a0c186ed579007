import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fingerprint } from '../../sandbox/secrets.ts'
import { addLogbook, removeLogbook } from '../integration/logbook-fixture.ts'
import { cliFixture } from './cli-fixture.ts'

const on = cliFixture()
const sql = () => on.sandbox.supabase.sql

beforeAll(async () => {
  await addLogbook(sql())
  await on.sandbox.supabase.reload()
})
beforeEach(async () => {
  await sql()`delete from gazelle_keeper_history`
  await sql()`delete from gazelle_keeper_keepers`
  // Members may not read what was replaced.
  const { SUPABASE_EMAIL: _, SUPABASE_PASSWORD: __, ...env } = on.env
  on.env = { ...env, SUPABASE_KEY: on.sandbox.connection.supabaseSecretKey }
})

/** The number of the latest change that can be put back. */
async function latestKept(): Promise<string> {
  const { changes } = await on.answer('history')
  const kept = (changes as { id: number; isKept: boolean }[]).find(({ isKept }) => isKept)
  return String(kept?.id)
}

const rowNow = async () => {
  const [row] = await sql()`select value from system_settings where key = 'gazelle_oauth_token'`
  return row?.['value']
}

describe('a token that was overwritten', () => {
  it('is put back, with its refresh token, by a keeper that leaves its name', async () => {
    const good = await on.issued(5)
    await on.putRow({ access_token: 'x'.repeat(60), refresh_token: null })
    const number = await latestKept()
    const { stdout } = await on.run(['history'])
    expect(stdout).toContain(`(no. ${number})`)
    expect(stdout).toContain('gazelle-keeper history --put-back NUMBER')

    const answer = await on.answer('history', '--put-back', number)
    const mark = fingerprint(good.access_token)
    expect(answer).toMatchObject({ exitCode: 0, outcome: 'saved', putBack: Number(number), fingerprint: mark })
    expect(await rowNow()).toMatchObject({
      access_token: good.access_token,
      refresh_token: (good as { refresh_token?: string }).refresh_token,
      created_at: good.created_at,
    })
    const { changes } = await on.answer('history')
    expect((changes as object[])[0]).toMatchObject({ after: mark, byKeeper: true, keeper: expect.any(String) })
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, works: true })
  })

  it('stays away if Gazelle no longer accepts it', async () => {
    const gone = await on.issued(20)
    on.sandbox.gazelle.expire(gone.access_token)
    const good = await on.issued(5)
    const answer = await on.answer('history', '--put-back', await latestKept())
    expect(answer).toMatchObject({ exitCode: 3, outcome: 'refused', fingerprint: fingerprint(gone.access_token) })
    expect(await on.tokenInRow()).toBe(good.access_token)
  })

  it('leaves a token that works and lasts longer', async () => {
    await on.issued(20)
    const good = await on.issued(5)
    const answer = await on.answer('history', '--put-back', await latestKept())
    expect(answer).toMatchObject({ exitCode: 0, outcome: 'outlived', message: expect.stringContaining('Nothing was') })
    expect(await on.tokenInRow()).toBe(good.access_token)
  })

  it('brings no refresh token where a keeper has written since, which has probably spent it', async () => {
    const good = await on.issued(5)
    await on.putRow({ access_token: 'x'.repeat(60), refresh_token: 'not spent' })
    await sql()`update gazelle_keeper_history set by_keeper = true`
    expect(await on.answer('history', '--put-back', await latestKept())).toMatchObject({ outcome: 'saved' })
    expect(await rowNow()).toMatchObject({ access_token: good.access_token, refresh_token: 'not spent' })
  })
})

describe('nothing is put back', () => {
  it('where the number is of nothing that is kept', async () => {
    await on.issued(5)
    const answer = await on.answer('history', '--put-back', '999999')
    expect(answer).toMatchObject({ exitCode: 64, failure: { kind: 'put-back.not-kept' } })
    expect((await on.run(['history', '--put-back', 'x1'])).code).toBe(64)
  })

  it('where what was replaced holds no token', async () => {
    await on.putRow({ theme: 'dark' })
    const good = await on.issued(5)
    const answer = await on.answer('history', '--put-back', await latestKept())
    expect(answer).toMatchObject({ exitCode: 3, failure: { kind: 'put-back.no-token' } })
    expect(await on.tokenInRow()).toBe(good.access_token)
  })

  it('by a member, who learns no earlier token', async () => {
    await on.issued(20)
    const good = await on.issued(5)
    const number = await latestKept()
    const { supabaseKey, supabaseEmail, supabasePassword } = on.sandbox.connection
    on.env = {
      ...on.env,
      SUPABASE_KEY: supabaseKey,
      SUPABASE_EMAIL: supabaseEmail,
      SUPABASE_PASSWORD: supabasePassword,
    }
    const answer = await on.answer('history', '--put-back', number)
    expect(answer).toMatchObject({ exitCode: 5, failure: { kind: 'put-back.secret-key-needed' } })
    expect(await on.tokenInRow()).toBe(good.access_token)
  })

  it('where the logbook is of an earlier version, which goes on as before', async () => {
    await on.issued(20)
    await on.issued(5)
    const number = await latestKept()
    await sql()`drop function system_settings_kept_value`
    await on.sandbox.supabase.reload()
    const answer = await on.answer('history', '--put-back', number)
    expect(answer).toMatchObject({ exitCode: 5, failure: { kind: 'put-back.old-logbook' } })
    expect(await on.answer('check')).toMatchObject({ exitCode: 0 })
    expect(await sql()`select name from gazelle_keeper_keepers`).toHaveLength(1)
  })

  it('where the project has no logbook, or cannot be reached', async () => {
    await removeLogbook(sql())
    expect(await on.answer('history', '--put-back', '1')).toMatchObject({ exitCode: 5, changes: null })
    on.env = { ...on.env, SUPABASE_URL: 'http://127.0.0.1:9' }
    const answer = await on.answer('history')
    expect(answer).toMatchObject({ exitCode: 4, failure: { kind: 'store.unavailable' } })
  })
})
