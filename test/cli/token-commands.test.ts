import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fingerprint } from '../../sandbox/secrets.ts'
import { cliFixture, day } from './cli-fixture.ts'
import { environmentOf } from './cli-process.ts'
import { validated } from './schemas.ts'

const on = cliFixture()
const { putRow, tokenInRow, issued, answer } = on
const run = (...args: string[]) => on.run(args)

describe('status', () => {
  it('tells a token that is fine', async () => {
    const { access_token } = await issued(3)
    expect(await answer('status')).toMatchObject({
      exitCode: 0,
      condition: 'valid',
      works: true,
      renewsByItself: true,
      token: { fingerprint: fingerprint(access_token), header: 'bearer', ageSeconds: expect.any(Number) },
      written: { at: expect.any(String), by: null },
      problem: null,
    })
    const { stdout, stderr, code } = await run('status')
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    expect(stdout).toMatch(
      /^All is well\n {2}Token {7}[0-9a-f]{8}\n {2}Age {9}3 days\n {2}Time left {3}2[67] days, until /,
    )
    expect(stdout).toMatch(/Gazelle {5}accepts the token\n$/)
  })

  it('says nothing when quiet and all is well, and what is wrong on stderr', async () => {
    await issued(3)
    expect(await run('status', '--quiet')).toEqual({ code: 0, signal: null, stdout: '', stderr: '' })
    on.sandbox.gazelle.revokeAll()
    const { stdout, stderr, code } = await run('status', '--quiet')
    expect({ stdout, code }).toEqual({ stdout: '', code: 4 })
    expect(stderr).toContain('Gazelle rejects the token')
  })

  it('changes nothing, though a renewal is due', async () => {
    const { access_token } = await issued(25)
    expect(await answer('status')).toMatchObject({ exitCode: 0, condition: 'expiring' })
    expect(await tokenInRow()).toBe(access_token)
  })

  it('speaks French to a person whose system does', async () => {
    await issued(3)
    on.env = { ...on.env, LANG: 'fr_CA.UTF-8' }
    expect((await run('status')).stdout).toMatch(/^Tout va bien\n/)
    on.env = { ...on.env, LC_ALL: 'en_CA.UTF-8' }
    expect((await run('status')).stdout).toMatch(/^All is well\n/)
  })
})

describe('exit codes', () => {
  it.each<[string, () => Promise<unknown>, number, object]>([
    ['no row', async () => undefined, 3, { condition: 'missing' }],
    [
      'a dead token that nothing renews',
      async () => {
        const { access_token, created_at } = await issued(31)
        await putRow({ access_token, created_at, expires_in: 30 * day })
        on.sandbox.gazelle.expire(access_token)
      },
      3,
      { condition: 'refused', works: false },
    ],
    ['a row that is not understood', () => putRow(['x']), 3, { condition: 'blocked', problem: { at: 'row' } }],
    [
      'Gazelle is down',
      async () => {
        await issued(3)
        on.sandbox.gazelle.faults.add({ action: { kind: 'status', status: 503 }, path: '/graphql/private/' })
      },
      4,
      { condition: 'valid', works: null, problem: { at: 'gazelle', kind: 'unavailable' } },
    ],
    [
      'a wrong password',
      async () => {
        on.env = { ...on.env, SUPABASE_PASSWORD: 'not the password' }
      },
      5,
      { condition: 'blocked', problem: { at: 'store', kind: 'bad-password' } },
    ],
    [
      'a table that is not there',
      async () => {
        on.env = { ...on.env, GAZELLE_TABLE: 'other_settings' }
      },
      5,
      { problem: { at: 'store', kind: 'table-missing' } },
    ],
  ])('%s', async (_, prepare, exitCode, expected) => {
    await prepare()
    expect(await answer('status')).toMatchObject({ exitCode, ...expected })
  })

  it.each([
    ['status', 'Gazelle cannot be reached.\nTry again in a few minutes.\n'],
    ['check', 'Gazelle cannot be reached.\nTry again in a few minutes.\n'],
    ['test', 'Gazelle cannot be reached.\n'],
  ])('does not promise to try again, which %s does not do', async (command, stderr) => {
    await issued(3)
    on.sandbox.gazelle.faults.add({ action: { kind: 'status', status: 503 }, path: '/graphql/private/' })
    expect(await run(command)).toMatchObject({ code: 4, stderr })
  })

  it('Supabase is down', async () => {
    await on.sandbox.supabase.stop()
    try {
      expect(await answer('check')).toMatchObject({ exitCode: 4, problem: { at: 'store', kind: 'unavailable' } })
    } finally {
      await on.sandbox.supabase.start()
    }
  })
})

describe('check', () => {
  it('renews a token that is due, and says who wrote it', async () => {
    const { access_token } = await issued(25)
    const found = await answer('check')
    const token = await tokenInRow()
    expect(token).not.toBe(access_token)
    expect(found).toMatchObject({
      exitCode: 0,
      condition: 'valid',
      token: { fingerprint: fingerprint(token) },
      written: { at: expect.any(String), by: 'this-computer' },
      changes: [
        { what: 'renewed', fingerprint: fingerprint(token) },
        { what: 'saved', fingerprint: fingerprint(token) },
      ],
    })
    expect(await answer('status')).toMatchObject({ written: { by: 'this-computer' } })
    await issued(1)
    expect(await answer('status')).toMatchObject({ written: { by: 'another' } })
  })

  it('leaves a token alone that is not due', async () => {
    const { access_token } = await issued(3)
    expect(await answer('check')).toMatchObject({ exitCode: 0, changes: [] })
    expect(await tokenInRow()).toBe(access_token)
  })

  it('asks for a person where the refresh token is spent and the token dead', async () => {
    await issued(25)
    on.sandbox.gazelle.revokeAll()
    const { code, stderr } = await run('check')
    expect(code).toBe(3)
    expect(stderr).toContain('gazelle-keeper set')
  })

  it('tells an OAuth application that Gazelle does not know as configuration', async () => {
    await issued(25)
    on.env = { ...on.env, GAZELLE_CLIENT_SECRET: 'another-one' }
    expect(await answer('check')).toMatchObject({ exitCode: 5, problem: { at: 'oauth', kind: 'invalid-client' } })
  })

  it('by ten machines in the same minute leads to one renewal', async () => {
    await issued(25)
    const before = on.sandbox.gazelle.tokens.length
    const machines = Array.from({ length: 10 }, (_, index) =>
      environmentOf(on.sandbox, join(on.home, `machine-${index}`)),
    )
    const all = await Promise.all(machines.map((env) => on.run(['check', '--json'], { env })))
    for (const ended of all) {
      expect(validated('check', ended.stdout)).toMatchObject({ exitCode: 0, works: true })
      expect(ended.code).toBe(0)
    }
    expect(on.sandbox.gazelle.tokens.length - before).toBe(1)
    expect(await tokenInRow()).toBe(on.sandbox.gazelle.tokens.at(-1)?.accessToken)
  })
})

describe('renew', () => {
  it('does nothing that is not due, and says so', async () => {
    const { access_token } = await issued(3)
    const { code, stdout } = await run('renew')
    expect(code).toBe(0)
    expect(stdout).toContain('Not due yet')
    expect(await tokenInRow()).toBe(access_token)
  })

  it('renews a living token by --force', async () => {
    const { access_token } = await issued(3)
    const found = await answer('renew', '--force')
    expect(found).toMatchObject({ exitCode: 0, changes: [{ what: 'renewed' }, { what: 'saved' }] })
    expect(await tokenInRow()).not.toBe(access_token)
  })

  it('asks for a person where --force cannot', async () => {
    const { access_token, created_at } = await issued(3)
    await putRow({ access_token, created_at, expires_in: 30 * day })
    expect(await answer('renew', '--force')).toMatchObject({ exitCode: 3, condition: 'valid', changes: [] })
  })
})

describe('test', () => {
  it('tells who answers, how many clients, how fast', async () => {
    await issued(3)
    const found = await answer('test')
    expect(found).toMatchObject({ exitCode: 0, company: expect.any(String), clientCount: expect.any(Number) })
    const { stdout } = await run('test')
    expect(stdout).toMatch(/answered in \d[\d,]* ms\.\n {2}\d+ clients?\n/)
  })

  it('needs a token that works', async () => {
    expect(await answer('test')).toMatchObject({ exitCode: 3, failure: { kind: 'no-token' } })
    await issued(3)
    on.sandbox.gazelle.revokeAll()
    const failure = { kind: 'gazelle.unauthorized' }
    expect(await answer('test')).toMatchObject({ exitCode: 4, failure })
    // Only trying tells that it cannot be renewed.
    await answer('check')
    expect(await answer('test')).toMatchObject({ exitCode: 3, failure })
  })
})
