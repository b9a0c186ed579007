import { afterEach, describe, expect, it } from 'vitest'
import { type Between, standBetween } from '../cli/between.ts'
import { cliFixture } from '../cli/cli-fixture.ts'

// Reads that go to a replica which lags behind, while functions called by POST go to the primary (supabase PR 42368).

const on = cliFixture()
let between: Between | null = null

afterEach(async () => {
  await between?.close()
  between = null
})

/** Puts a server in between that answers each GET of the table as it answered the same GET first, for as long as it lags. */
async function lag(milliseconds: number): Promise<void> {
  const target = on.sandbox.connection.supabaseUrl
  const first = new Map<string, { at: number; status: number; body: string; type: string }>()
  between = await standBetween(target, async ({ method, url = '', headers }) => {
    if (method !== 'GET' || !url.startsWith('/rest/v1/system_settings')) return undefined
    const known = first.get(url)
    if (known === undefined || Date.now() - known.at > milliseconds) {
      const { apikey = '', authorization = '' } = headers as Record<string, string>
      const answer = await fetch(new URL(url, target), { headers: { apikey, authorization, 'user-agent': 'replica' } })
      const body = await answer.text()
      first.set(url, { at: Date.now(), status: answer.status, body, type: answer.headers.get('content-type') ?? '' })
    }
    const { status, body, type } = first.get(url) ?? expect.unreachable()
    return { status, headers: { 'content-type': type, date: new Date().toUTCString() }, body }
  })
  on.env = { ...on.env, SUPABASE_URL: between.url }
}

const refreshes = () => on.sandbox.gazelle.requests.all.filter(({ grantType }) => grantType === 'refresh_token')

describe('a replica that lags behind', () => {
  it.each([20_000])('by %d ms takes back nothing', async (milliseconds) => {
    const { access_token } = await on.issued(29)
    await lag(milliseconds)
    expect((await on.run(['status'])).code).toBe(0)
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, works: true, problem: null })
    expect(await on.tokenInRow()).not.toBe(access_token)
    expect(await on.answer('check')).toMatchObject({ exitCode: 0, works: true, problem: null })
    expect(refreshes()).toHaveLength(1)
  })

  it('takes back nothing where an older migration has no function that reads', async () => {
    await on.issued(29)
    await lag(2_000)
    await on.sandbox.supabase.sql`alter function read_system_setting rename to was_read`
    try {
      expect((await on.run(['status'])).code).toBe(0)
      expect(await on.answer('check')).toMatchObject({ exitCode: 0, works: true, problem: null })
      expect(refreshes()).toHaveLength(1)
    } finally {
      await on.sandbox.supabase.sql`alter function was_read rename to read_system_setting`
    }
  })
})
