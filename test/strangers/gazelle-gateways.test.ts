import { describe, expect, it } from 'vitest'
import { gazellesOwn, interceptedText, unavailableUntil } from '../../sandbox/gazelle/bad-answers.ts'
import { fingerprint } from '../../sandbox/secrets.ts'
import { cliFixture } from '../cli/cli-fixture.ts'

const api = '/graphql/private/'
const tokenWords = '/developer/oauth/token'
const always = Number.POSITIVE_INFINITY

const on = cliFixture()
const { issued, answer, tokenInRow } = on
const grants = () => on.sandbox.gazelle.requests.all.filter(({ path }) => path === tokenWords).length

/** Gives an answer in the API's or the token endpoint's place, for so many requests. */
const inPlace = (path: string, bad: (typeof interceptedText)[keyof typeof interceptedText], times: number) =>
  on.sandbox.gazelle.faults.add({ action: { kind: 'answer', ...bad }, path, times })

// `fetch` keeps a 407 to itself: that one is "not reached".
const gateways = Object.entries(interceptedText).filter(([name]) => name !== 'proxy-authentication')
const sentence = 'Something between this computer and Gazelle answers in its place.'

describe('what answers in the place of Gazelle’s API says nothing against the token', () => {
  // cloudflare-docs#8590
  it.each(gateways)('%s', async (_, bad) => {
    const { access_token } = await issued(3)
    inPlace(api, bad, always)
    for (const command of ['status', 'check'] as const) {
      expect(await answer(command)).toMatchObject({
        exitCode: 4,
        condition: 'valid',
        works: null,
        problem: { at: 'gazelle', kind: 'intercepted' },
        token: { fingerprint: fingerprint(access_token) },
      })
    }
    expect(await answer('test')).toMatchObject({ exitCode: 4, failure: { kind: 'gazelle.intercepted' } })
    expect([await tokenInRow(), grants()]).toEqual([access_token, 0])
  })

  it.each(gateways)('%s once: the next check goes well', async (_, bad) => {
    const { access_token } = await issued(3)
    inPlace(api, bad, 1)
    await answer('check')
    expect(await answer('check')).toMatchObject({ exitCode: 0, condition: 'valid', works: true })
    expect([await tokenInRow(), grants()]).toEqual([access_token, 0])
  })

  it('is told in words, with what helps, in both languages', async () => {
    // So long that doctor has nothing else to say of it.
    on.sandbox.gazelle.configure({ accessTokenLength: 50 })
    await issued(3)
    inPlace(api, interceptedText['cloudflare-challenge'], always)
    for (const args of [['check'], ['test'], ['doctor']]) {
      const { stdout, stderr, code } = await on.run(args)
      expect(code).toBe(4)
      expect(`${stdout}${stderr}`).toContain(sentence)
      expect(`${stdout}${stderr}`).not.toContain('rejects')
    }
    on.env = { ...on.env, LANG: 'fr_CA.UTF-8' }
    const { stdout, stderr } = await on.run(['test'])
    expect(`${stdout}${stderr}`).toContain('Quelque chose entre cet ordinateur et Gazelle répond à sa place.')
  })

  it('hides neither that Gazelle was asked nor when the token was saved', async () => {
    await issued(25)
    inPlace(api, interceptedText['cloudflare-challenge'], always)
    const { stdout } = await on.run(['check'])
    expect(stdout).toMatch(/^Saved: /m)
    expect(stdout).toMatch(/Last saved +\d{4}-\d\d-\d\d, .*by this computer$/m)
    expect(stdout).toMatch(/Gazelle +gave no usable answer$/m)
  })

  it('is a line of the doctor’s of its own kind', async () => {
    await issued(3)
    inPlace(api, interceptedText['portal-redirect'], always)
    const { exitCode, checks } = await answer('doctor')
    expect(exitCode).toBe(4)
    expect(checks).toContainEqual(
      expect.objectContaining({ step: 'gazelle-accepts-token', outcome: 'failed', kind: 'intercepted' }),
    )
  })

  it('before a proxy that wants a password Gazelle counts as not reached', async () => {
    const { access_token } = await issued(3)
    inPlace(api, interceptedText['proxy-authentication'], always)
    expect(await answer('check')).toMatchObject({ exitCode: 4, problem: { at: 'gazelle', kind: 'unavailable' } })
    expect(await tokenInRow()).toBe(access_token)
  })
})

describe('what answers in the place of the token endpoint says nothing against the refresh token', () => {
  // Those with a status of 200 may have spoiled a true answer: what they hide may have been a new token.
  const refusals = gateways.filter(([, { status }]) => status !== 200)

  it.each(refusals)('%s once: the next check renews', async (_, bad) => {
    const { access_token } = await issued(25)
    inPlace(tokenWords, bad, 1)
    expect(await answer('check')).toMatchObject({ problem: { at: 'oauth', kind: 'intercepted' } })
    expect(await tokenInRow()).toBe(access_token)
    expect(await answer('renew', '--force')).toMatchObject({ exitCode: 0 })
    expect(await tokenInRow()).not.toBe(access_token)
  })
})

describe('Retry-After', () => {
  // basecamp-sdk#564
  it.each([
    ['seconds', () => gazellesOwn['unavailable-seconds'], 120],
    ['a date', () => unavailableUntil(new Date(Date.now() + 300_000)), 300],
    ['a date of long ago', () => unavailableUntil(new Date(0)), 0],
    ['a date without end', () => unavailableUntil(new Date('9999-12-31T00:00:00Z')), 86_400],
  ])('of a 503 is told: %s', async (_, bad, seconds) => {
    await issued(3)
    inPlace(api, bad(), always)
    const { problem } = await answer('check')
    expect(problem).toMatchObject({ at: 'gazelle', kind: 'unavailable' })
    const { retryAfterSeconds } = problem as { retryAfterSeconds: number }
    expect(Math.abs(retryAfterSeconds - seconds)).toBeLessThan(30)
  })
})
