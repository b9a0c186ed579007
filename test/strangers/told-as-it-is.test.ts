import type { ChildProcess } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { gazellesOwn } from '../../sandbox/gazelle/bad-answers.ts'
import { cliFixture } from '../cli/cli-fixture.ts'

// What the commands say while Gazelle's API and its token endpoint disagree, or the API is away: issue 11, A and D.

const on = cliFixture()
const api = '/graphql/private/'
const json = { 'content-type': 'application/json' }
const rejected = { status: 401, headers: json, body: '{"errors":[{"message":"Unauthorized"}]}' }

const always = (answer: { status: number; headers?: Record<string, string>; body?: string }) =>
  on.sandbox.gazelle.faults.add({ action: { kind: 'answer', ...answer }, path: api, times: Number.POSITIVE_INFINITY })

/** Stops the command once it has said this on stderr: whatever it waits for, it waits no more. */
const stopAt = (words: RegExp) => async (child: ChildProcess) => {
  let said = ''
  await new Promise<void>((resolve) => {
    child.once('close', () => resolve())
    child.stderr?.on('data', (text: string) => {
      said += text
      if (words.test(said)) resolve()
    })
  })
  child.kill('SIGINT')
}

describe('a fresh token that the API does not accept', () => {
  const waits = /new token but does not accept it yet.* about a minute at most/

  it('is waited for, and that is said', async () => {
    await on.issued(25)
    const end = always(rejected)
    let said = ''
    const during = async (child: ChildProcess) => {
      child.stderr?.on('data', (text: string) => {
        said += text
        if (waits.test(said)) end()
      })
    }
    const { code, stderr } = await on.run(['check'], { during })
    expect([code, stderr.match(/does not accept it yet/g)?.length]).toEqual([0, 1])
  })

  it('is told by status as renewed in vain, and when the next attempt may be', async () => {
    await on.issued(25)
    always(rejected)
    const check = await on.run(['check'], { during: stopAt(waits) })
    expect(check.stdout).toMatch(/Renewal +renewed on \S+ at \S+, but rejected as well; next attempt on \S+, after \S+/)
    const { code, stdout } = await on.run(['status'])
    expect(code).toBe(4)
    expect(stdout).toMatch(/Renewal +renewed on \S+ at \S+, but rejected as well; next attempt on \S+, after \S+/)
    expect(stdout).not.toMatch(/automatic|at the next check/)
    expect((await on.run(['test'])).code).toBe(4)
    const french = await on.run(['status'], { env: { ...on.env, LANG: 'fr_CA.UTF-8' } })
    expect(french.stdout).toMatch(/fait le \S+ à \S+, mais le nouveau jeton est rejeté aussi; prochain essai le /)
  })
})

describe('"All is well" heads no report that does not end well', () => {
  it.each([
    ['the API is away', { status: 503 }],
    ['a gateway answers', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }],
    ['the API limits requests', { status: 429 }],
  ])('%s', async (_, answer) => {
    await on.issued(3)
    always(answer)
    for (const args of [['status'], ['check'], ['renew', '--force']]) {
      const { code, stdout } = await on.run(args)
      expect(code).toBe(4)
      expect(stdout).not.toContain('All is well')
      expect(stdout).toMatch(/^The token cannot be checked$/m)
    }
  })

  it('and none that could not do what was asked', async () => {
    await on.issued(3)
    const { GAZELLE_CLIENT_ID: _, GAZELLE_CLIENT_SECRET: __, ...env } = on.env
    on.env = env
    const { code, stdout } = await on.run(['renew', '--force'])
    expect([code, stdout.split('\n')[0]]).toEqual([3, 'The token works'])
    expect((await on.answer('renew', '--force'))['message']).toBe('The token works')
  })
})

describe('test and status end with the same exit code', () => {
  it.each<[string, object, number]>([
    ['a token is rejected', rejected, 4],
    ['its user is denied', { status: 403, headers: json, body: '{}' }, 3],
    ['the API is away', { status: 503 }, 4],
    ['an error is not understood', gazellesOwn['unknown-error-graphql'], 4],
  ])('%s', async (_, answer, code) => {
    await on.issued(3)
    always(answer as typeof rejected)
    expect([(await on.run(['status'])).code, (await on.run(['test'])).code]).toEqual([code, code])
  })

  it('a token is rejected that cannot be renewed', async () => {
    const { GAZELLE_CLIENT_ID: _, GAZELLE_CLIENT_SECRET: __, ...env } = on.env
    on.env = env
    await on.issued(3)
    always(rejected)
    expect([(await on.run(['status'])).code, (await on.run(['test'])).code]).toEqual([3, 3])
  })
})
