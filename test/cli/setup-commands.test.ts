import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fingerprint } from '../../sandbox/secrets.ts'
import { cliFixture } from './cli-fixture.ts'
import { validated } from './schemas.ts'

const on = cliFixture()
const { tokenInRow, issued, answer } = on
const run = (...args: string[]) => on.run(args)

describe('set', () => {
  const give = (input: string, ...args: string[]) => on.run(['set', ...args], { input })

  it('saves a token from stdin, in every form', async () => {
    const token = () => on.sandbox.gazelle.grantPair().access_token
    const url = `${on.sandbox.connection.gazelleUrl}/graphql/private/`
    const forms: [string, (token: string) => string][] = [
      ['bare-token', (one) => `${one}\n`],
      ['header-line', (one) => `Authorization: Bearer ${one}`],
      ['curl-bash', (one) => `curl '${url}' \\\n  -H 'authorization: Bearer ${one}' \\\n  --data-raw '{}'\n`],
      [
        'row',
        (one) =>
          JSON.stringify({ access_token: one, expires_in: 2_592_000, created_at: Math.floor(Date.now() / 1000) }),
      ],
    ]
    for (const [form, text] of forms) {
      const one = token()
      const ended = await give(text(one), '--json')
      expect(validated('set', ended.stdout)).toMatchObject({
        exitCode: 0,
        outcome: 'saved',
        form,
        fingerprint: fingerprint(one),
      })
      expect(await tokenInRow()).toBe(one)
    }
  })

  it('refuses what Gazelle does not accept, and what is no token', async () => {
    const { access_token } = await issued(3)
    const dead = on.sandbox.gazelle.grantPair().access_token
    on.sandbox.gazelle.revoke(dead)
    const refused = await give(dead)
    expect(refused.code).toBe(3)
    expect(refused.stderr).toContain('does not accept')
    const nothing = await give('')
    expect(nothing.code).toBe(64)
    expect(nothing.stderr).toContain('No input.')
    const key = await give(on.sandbox.connection.supabaseSecretKey, '--json')
    expect(validated('set', key.stdout)).toMatchObject({ exitCode: 64, failure: { kind: 'paste.is-password-or-key' } })
    const elsewhere = await give(
      `curl 'https://elsewhere.example/graphql/private/' -H 'authorization: Bearer ${access_token}'`,
    )
    expect(elsewhere.code).toBe(64)
    expect(await tokenInRow()).toBe(access_token)
  })

  it('keeps a token that cannot be saved now, and the next check saves it', async () => {
    const { access_token } = on.sandbox.gazelle.grantPair()
    await on.sandbox.supabase.stop()
    try {
      const ended = await give(access_token, '--json')
      expect(validated('set', ended.stdout)).toMatchObject({ exitCode: 4, outcome: 'held' })
    } finally {
      await on.sandbox.supabase.start()
    }
    expect(await answer('check')).toMatchObject({ exitCode: 0 })
    expect(await tokenInRow()).toBe(access_token)
  })
})

describe('sql', () => {
  it('prints the migration, with no configuration', async () => {
    on.env = { PATH: on.env['PATH'] }
    const { code, stdout, stderr } = await run('sql')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('create table if not exists public.system_settings (')
    expect(await answer('sql')).toMatchObject({ sql: stdout, table: 'system_settings' })
  })

  it('prints it for the names that are configured, and lets a user in', async () => {
    on.env = { ...on.env, GAZELLE_TABLE: 'tokens' }
    expect((await run('sql')).stdout).toContain('create table if not exists public.tokens (')
    const { stdout } = await run('sql', '--member', "o'neil@example.com")
    expect(stdout).toContain('public.tokens_members')
    expect(stdout).toContain("'o''neil@example.com'")
  })
})

describe('doctor', () => {
  it('finds everything in order, a line each, and says which configuration won', async () => {
    await issued(3)
    const found = await answer('doctor')
    expect(found).toMatchObject({ exitCode: 0, configuration: { source: 'environment', path: null } })
    const checks = found['checks'] as { step: string; outcome: string; kind: string | null }[]
    // The sandbox's tokens have Doorkeeper's 43 characters.
    expect(checks.flatMap(({ outcome, kind }) => (outcome === 'fine' ? [] : [kind]))).toEqual(['taken-for-key'])
    expect(checks.map(({ step }) => step)).toEqual(
      expect.arrayContaining([
        'reachable',
        'row-writable',
        'gazelle-accepts-token',
        'oauth-application',
        'refresh-token',
      ]),
    )
    const { stdout } = await run('doctor')
    expect(stdout.split('\n').length).toBe(checks.length + 4)
    expect(stdout).toMatch(/^Configuration: environment\n/)
  })

  it('names the remedy of what is not', async () => {
    await issued(3)
    on.env = { ...on.env, SUPABASE_PASSWORD: 'not the password' }
    const { code, stdout } = await run('doctor')
    expect(code).toBe(5)
    expect(stdout).toMatch(/✗ Supabase user: .* → set SUPABASE_EMAIL and SUPABASE_PASSWORD/)
  })

  it('warns of a file that others can read', async () => {
    await issued(3)
    const { PATH, HOME, ...variables } = on.env
    const text = Object.entries(variables).map(([name, value]) => `${name}="${value}"\n`)
    const path = join(on.home, '.env')
    writeFileSync(path, text.join(''), { mode: 0o644 })
    const ended = await on.run(['doctor', '--json'], { env: { PATH, HOME }, cwd: on.home })
    const found = validated('doctor', ended.stdout)
    expect(found).toMatchObject({ exitCode: 0, configuration: { source: 'file', path } })
    expect(found['checks']).toContainEqual(
      expect.objectContaining({ step: 'configuration-private', outcome: 'warning' }),
    )
  })
})
