import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, type Between, standBetween } from '../cli/between.ts'
import { cliFixture } from '../cli/cli-fixture.ts'

/**
 * A row that Gazelle rejects: what only looks (`status`, `doctor`, `test`) promises nothing that it does not know, and once a
 * check has found every way closed, all of them say so with one code. Source: metabrainz/picard#3320 (a client that never
 * learnt that its refresh token was revoked, and so never asked for a person).
 */

const on = cliFixture()
const { answer, issued, putRow, run } = on
const lookers = ['status', 'doctor', 'test'] as const
const codes = async () => Promise.all(lookers.map(async (command) => (await answer(command))['exitCode']))
const checkOf = async (step: string) => {
  const { checks } = (await answer('doctor')) as unknown as { checks: { step: string }[] }
  return checks.find((each) => each.step === step)
}

describe('picard#3320: a row whose tokens Gazelle rejects, both of them', () => {
  beforeEach(async () => {
    await issued(3)
    on.sandbox.gazelle.revokeAll()
  })

  it('is said to be uncertain as long as nothing is known: doctor and status agree', async () => {
    expect([(await answer('status'))['exitCode'], (await answer('doctor'))['exitCode']]).toEqual([4, 4])
    expect(await checkOf('gazelle-accepts-token')).toMatchObject({
      outcome: 'failed',
      kind: 'refused',
      remedy: expect.stringContaining('gazelle-keeper check'),
    })
    const { stdout } = await run(['status'])
    expect(stdout).toContain('whether it is still possible is not known')
    expect(stdout).not.toContain('automatic')
    expect((await run(['status'], { env: { ...on.env, LC_ALL: 'fr_CA.UTF-8' } })).stdout).toContain(
      'sans savoir si c’est encore possible',
    )
  })

  it('has one code after a check: a person must sign in', async () => {
    expect(await answer('check')).toMatchObject({ exitCode: 3, condition: 'refused', renewsByItself: false })
    expect(await codes()).toEqual([3, 3, 3])
    expect(await answer('status')).toMatchObject({ condition: 'refused', works: false, renewsByItself: false })
    expect(await checkOf('gazelle-accepts-token')).toMatchObject({ remedy: expect.stringContaining('Sign in') })
    expect(await checkOf('refresh-token')).toMatchObject({ outcome: 'warning', kind: 'spent' })
    const { stdout, stderr } = await run(['status'])
    expect(stdout).toMatch(/Renewal +needs a sign-in/)
    expect(stderr).toContain('Sign in to Gazelle')
    // To look takes nothing over: the next check still knows.
    const before = on.sandbox.gazelle.requests.all.length
    expect(await answer('check')).toMatchObject({ exitCode: 3 })
    expect(on.sandbox.gazelle.requests.all.slice(before).filter(({ grantType }) => grantType !== null)).toEqual([])
  })

  it('may be renewed again once somebody has put another pair there', async () => {
    await answer('check')
    const { access_token, ...pair } = await issued(3)
    on.sandbox.gazelle.expire(access_token)
    await putRow({ ...pair, access_token })
    expect([(await answer('status'))['exitCode'], (await answer('doctor'))['exitCode']]).toEqual([4, 4])
    expect(await answer('check')).toMatchObject({ exitCode: 0, works: true })
  })
})

describe('octokit/auth-app.js#65: a row whose renewal was in vain', () => {
  let between: Between
  const refused: Answer = {
    status: 401,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ error: 'invalid_token' }),
  }

  beforeEach(async () => {
    between = await standBetween(on.sandbox.connection.gazelleUrl, ({ url }) =>
      url?.startsWith('/graphql') ? refused : undefined,
    )
    on.env = { ...on.env, GAZELLE_URL: between.url }
  })
  afterEach(() => between.close())

  it('is told the same way by whoever looks', { timeout: 150_000 }, async () => {
    await issued(25)
    const { exitCode, problem, message } = await answer('check')
    expect([exitCode, problem]).toEqual([4, expect.objectContaining({ at: 'oauth', kind: 'renewed-in-vain' })])
    expect(await answer('status')).toMatchObject({ exitCode, problem, message })
    expect(await answer('doctor')).toMatchObject({ exitCode })
    expect(await checkOf('gazelle-accepts-token')).toMatchObject({ outcome: 'failed', kind: 'renewed-in-vain' })
  })
})
