import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createKeeper } from '../../src/library/index.ts'
import { createNodeKeeper } from '../../src/node/keeper.ts'
import { type Answer, type Between, standBetween } from '../cli/between.ts'
import { cliFixture } from '../cli/cli-fixture.ts'

/** One need, one renewal: whatever Gazelle's API says of the tokens that its token endpoint issues. */

const on = cliFixture()
const { answer, issued, tokenInRow } = on
let between: Between
/** What the API is answered in Gazelle's place; null: Gazelle answers. */
let rude: ((authorization: string) => Answer | undefined) | null
/** How many tokens the token endpoint has issued. */
const grants = () =>
  on.sandbox.gazelle.requests.all.filter(({ grantType, status }) => grantType === 'refresh_token' && status === 200)
    .length

beforeEach(async () => {
  rude = null
  between = await standBetween(on.sandbox.connection.gazelleUrl, ({ url, headers }) =>
    url?.startsWith('/graphql') ? rude?.(headers.authorization ?? '') : undefined,
  )
  on.env = { ...on.env, GAZELLE_URL: between.url }
})

afterEach(() => between.close())

const json = (status: number, body: unknown, headers = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})
const page: Answer['headers'] = { 'content-type': 'text/html; charset=utf-8' }

const denials: [source: string, what: string, answer: Answer][] = [
  [
    'cloudflare-docs#8590',
    'a challenge',
    { status: 403, headers: { ...page, 'cf-mitigated': 'challenge' }, body: '<html>' },
  ],
  ['SalesforceMobileSDK-iOS#38', 'a 403 in JSON', json(403, { error: 'forbidden' })],
  [
    'ADAL-js#336',
    'FORBIDDEN inside a 200',
    json(200, { data: null, errors: [{ message: 'Not for you', extensions: { code: 'FORBIDDEN' } }] }),
  ],
  [
    'cloudflare-docs#8590',
    'a 401 of a proxy',
    { status: 401, headers: { ...page, 'www-authenticate': 'Basic realm="proxy"' }, body: '<html>' },
  ],
]

describe.each(denials)('%s: %s', (_source, _what, denial) => {
  it('is no reason to renew a token that lives, however often it is checked', async () => {
    const { access_token } = await issued(3)
    rude = () => denial
    for (let times = 0; times < 3; times++) expect((await answer('check'))['exitCode']).not.toBe(0)
    expect([grants(), await tokenInRow()]).toEqual([0, access_token])
    rude = null
    expect(await answer('check')).toMatchObject({ exitCode: 0, works: true })
    expect(grants()).toBe(0)
  })

  it('leaves a token that is due to be renewed, once', async () => {
    const { access_token } = await issued(25)
    rude = () => denial
    for (let times = 0; times < 3; times++) await answer('check')
    expect(grants()).toBe(1)
    expect(await tokenInRow()).not.toBe(access_token)
    rude = null
    expect(await answer('check')).toMatchObject({ exitCode: 0, works: true })
    expect(grants()).toBe(1)
  })

  it('costs a program that asks by the library no token', async () => {
    await issued(3)
    rude = () => denial
    const {
      supabaseUrl,
      supabaseSecretKey: supabaseKey,
      oauthClientId: clientId,
      oauthClientSecret,
    } = on.sandbox.connection
    const application = { clientId, clientSecret: oauthClientSecret }
    const keeper = createKeeper({ supabaseUrl, supabaseKey, gazelleUrl: between.url, application, stateFolder: null })
    for (let calls = 0; calls < 5; calls++) await expect(keeper.fetch('{ company { name } }')).rejects.toThrow()
    await keeper.close()
    expect(grants()).toBe(0)
  })
})

describe('planningcenter/developers#624: an API that lags behind its token endpoint', () => {
  it('is waited for: one grant, and all is well', async () => {
    await issued(25)
    const seen = new Map<string, number>()
    const start = Date.now()
    rude = (authorization) => {
      if (!seen.has(authorization)) seen.set(authorization, Date.now())
      const isNew = (seen.get(authorization) ?? 0) > start && seen.size > 1
      const age = Date.now() - (seen.get(authorization) ?? 0)
      return isNew && age < 2_000 ? json(401, { error: 'invalid_token' }) : undefined
    }
    expect(await answer('check')).toMatchObject({ exitCode: 0, works: true })
    expect(grants()).toBe(1)
  })
})

/**
 * Checks as a run of the command line does, with the same parts on the same folder, and gives what is then known. For Gazelle's
 * word on a fresh token it waits less than a second instead of a minute.
 */
async function check() {
  const { supabaseUrl, supabaseSecretKey, oauthClientId, oauthClientSecret } = on.sandbox.connection
  const { keeper, close } = createNodeKeeper({
    supabaseUrl,
    supabaseKey: supabaseSecretKey,
    gazelleUrl: between.url,
    application: { clientId: oauthClientId, clientSecret: oauthClientSecret },
    stateFolder: join(on.home, 'kept'),
    pause: (milliseconds) => pause(milliseconds / 100),
  })
  await keeper.check({ asked: true })
  await close()
  return keeper.state.value
}

describe('octokit/auth-app.js#65: an API that rejects what its token endpoint issues', () => {
  it('costs one grant, says so, and costs no other one at the next check', async () => {
    await issued(25)
    rude = () => json(401, { error: 'invalid_token' })
    expect(await check()).toMatchObject({ works: false, problem: { at: 'oauth', kind: 'renewed-in-vain' } })
    expect(await check()).toMatchObject({ works: false, problem: { at: 'oauth', kind: 'renewed-in-vain' } })
    expect(grants()).toBe(1)
    rude = null
    expect(await check()).toMatchObject({ works: true, problem: null })
    expect(grants()).toBe(1)
  })

  it('is not waited for by somebody who wants to stop', async () => {
    await issued(25)
    let child: ChildProcess | null = null
    let asked = 0
    rude = () => {
      // The old token, then the fresh one, which is asked about again.
      if (++asked === 3) child?.kill('SIGINT')
      return json(401, { error: 'invalid_token' })
    }
    const start = performance.now()
    const ended = await on.run(['check'], {
      during: (started) => {
        child = started
      },
    })
    expect(ended.signal).toBe('SIGINT')
    expect(performance.now() - start).toBeLessThan(30_000)
  })
})

describe('doorkeeper#1436: a token that ends as soon as it is issued', () => {
  it.each([0, 1])('is renewed once, with a life of %i s', async (accessTokenLifeSeconds) => {
    on.sandbox.gazelle.configure({ accessTokenLifeSeconds })
    await issued(25)
    for (let times = 0; times < 3; times++) {
      await check()
      on.sandbox.gazelle.expire(on.sandbox.gazelle.tokens.at(-1)?.accessToken ?? '')
    }
    expect(grants()).toBe(1)
  })
})
