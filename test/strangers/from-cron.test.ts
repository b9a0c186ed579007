import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FileJournal } from '../../src/node/file-journal.ts'
import { createSeal } from '../../src/node/sealed.ts'
import { type Between, standBetween } from '../cli/between.ts'
import { cliFixture } from '../cli/cli-fixture.ts'

/**
 * A scheduler's checks are processes of a second each: what one finds out, the next must know. A dead token whose renewal
 * fails for an hour is a person's business, in whatever words the token endpoint refuses. Source: metabrainz/picard#3320
 * (a revoked refresh token told as `invalid_request`, and asked with for ever).
 */

const on = cliFixture()
const { answer, issued, run } = on
const halfHour = 30 * 60 * 1000
let between: Between
/** What the token endpoint answers every refresh with; null: Gazelle answers. */
let refusal: object | null
let refreshes: number

beforeEach(async () => {
  refusal = null
  refreshes = 0
  between = await standBetween(on.sandbox.connection.gazelleUrl, ({ method, url }) => {
    if (refusal === null || method !== 'POST' || url !== '/developer/oauth/token') return undefined
    refreshes++
    return { status: 400, headers: { 'content-type': 'application/json' }, body: JSON.stringify(refusal) }
  })
  on.env = { ...on.env, GAZELLE_URL: between.url }
  const { access_token } = await issued(3)
  on.sandbox.gazelle.expire(access_token)
})
afterEach(() => between.close())

/** As if the latest failure had been so long before. */
async function letPass(milliseconds: number): Promise<void> {
  const { supabaseKey, supabaseUrl } = on.sandbox.connection
  const seal = createSeal(supabaseKey, [supabaseUrl, 'system_settings', 'gazelle_oauth_token'])
  const journal = new FileJournal(join(on.home, 'state', 'gazelle-keeper'), seal)
  const content = await journal.read()
  const { ways } = content
  if (!ways?.grantsFail) throw new Error('The check has kept no failure.')
  const grantsFail = { ...ways.grantsFail, latest: ways.grantsFail.latest - milliseconds }
  await journal.write({ ...content, ways: { ...ways, grantsFail } })
  await journal.close()
}

describe('picard#3320: a token endpoint that refuses a dead token’s renewal in words of its own', () => {
  it.each([
    { error: 'invalid_request', error_description: 'The token in this request is of no use.' },
    { error: 'token_revoked' },
    { message: 'Bad Request' },
  ])('%j: passing for an hour, then a person’s business', async (words) => {
    refusal = words
    expect(await answer('check')).toMatchObject({ exitCode: 4, problem: { at: 'oauth' } })
    expect(await answer('check')).toMatchObject({ exitCode: 4, problem: { at: 'oauth' } })
    // A computer that slept for a day knows of no more than half an hour.
    await letPass(48 * halfHour)
    expect(await answer('check')).toMatchObject({ exitCode: 4 })
    await letPass(0.9 * halfHour)
    expect(await answer('check')).toMatchObject({ exitCode: 4 })
    await letPass(halfHour)
    expect(await answer('check')).toMatchObject({ exitCode: 3, condition: 'refused', renewsByItself: false })
    expect(await answer('status')).toMatchObject({ exitCode: 3, renewsByItself: false })
    expect(await answer('doctor')).toMatchObject({ exitCode: 3 })
    expect((await run(['check', '--quiet'])).stderr).toContain('Sign in to Gazelle')
    // It is tried all the same: the server may come round.
    refusal = null
    expect(await answer('check')).toMatchObject({ exitCode: 0, works: true })
  })

  it.each(['The token was revoked', "'refresh_token' in request was already revoked.", 'Le jeton a été révoqué.'])(
    '“%s” is the server’s word on the refresh token: a person’s business at once, asked once',
    async (error_description) => {
      refusal = { error: 'invalid_request', error_description }
      expect(await answer('check')).toMatchObject({ exitCode: 3, condition: 'refused', renewsByItself: false })
      expect(await answer('check')).toMatchObject({ exitCode: 3 })
      expect(refreshes).toBe(1)
    },
  )
})
