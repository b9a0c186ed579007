import type { ChildProcess } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createSeal } from '../../src/node/sealed.ts'
import { standBetween } from '../cli/between.ts'
import { cliFixture } from '../cli/cli-fixture.ts'
import { validated } from '../cli/schemas.ts'
import { cliAtTerminal } from '../cli/terminal.ts'

const on = cliFixture()
const state = () => join(on.home, 'state/gazelle-keeper')

/** Every file below the home folder, with its content. */
function files(): [string, Buffer][] {
  return readdirSync(on.home, { recursive: true, encoding: 'utf8' })
    .map((name) => join(on.home, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => [path, readFileSync(path)])
}

/** All that can be read in the files with what the configuration holds. */
function opened(): string {
  const { SUPABASE_KEY: key = '', SUPABASE_URL: url = '' } = on.env
  const seal = createSeal(key, [url, 'system_settings', 'gazelle_oauth_token'])
  return files()
    .map(([, content]) => {
      try {
        return seal.open(content)
      } catch {
        return content.toString('latin1')
      }
    })
    .join('\n')
}

/** Renews once, so that the journal keeps what was before; gives the tokens that were, and are, in the row. */
async function renewed(): Promise<[string, string]> {
  const { access_token: old } = await on.issued(25)
  expect(await on.run(['check'])).toMatchObject({ code: 0 })
  return [old, await on.tokenInRow()]
}

/** A token that is kept here and could not be saved: the row's writes fail. */
async function unsaved(): Promise<string> {
  await on.issued(3)
  const { access_token: token } = on.sandbox.gazelle.grantPair()
  const between = await standBetween(on.sandbox.connection.supabaseUrl, ({ url }) =>
    url?.includes('/rpc/swap') ? { status: 503, body: '{}' } : undefined,
  )
  // The seal is the project's: one address for both.
  on.env = { ...on.env, SUPABASE_URL: between.url }
  expect(await on.run(['set', '--save-within', '0'], { input: token })).toMatchObject({ code: 4 })
  return token
}

/** What Gazelle says to a token. */
async function statusOf(token: string): Promise<number> {
  const { status } = await fetch(new URL('/graphql/private/', on.sandbox.connection.gazelleUrl), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'query { allClients(first: 1) { nodes { id } } }' }),
  })
  return status
}

describe('what is forgotten', () => {
  it('is gone: no canary is left in any file, opened or not', async () => {
    const [old, now] = await renewed()
    expect(opened()).toContain(now)
    const { stdout } = await on.run(['forget', '--json'])
    expect(validated('forget', stdout)).toMatchObject({ exitCode: 0, revoked: 0, notRevoked: 0 })
    expect(existsSync(state())).toBe(false)
    const left = opened()
    const { supabaseKey, supabasePassword, oauthClientSecret } = on.sandbox.connection
    const canaries = [
      ...on.sandbox.gazelle.tokens.flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken]),
      ...[old, now, supabaseKey, supabasePassword, oauthClientSecret, 'access_token', 'refresh_token'],
    ]
    for (const canary of canaries) if (canary !== null) expect(left.includes(canary)).toBe(false)
    // The row, and whoever uses it, go on.
    expect(await on.tokenInRow()).toBe(now)
    expect(await on.run(['status'])).toMatchObject({ code: 0 })
  })

  it('is nothing where nothing was kept, and no folder is made', async () => {
    const { code, stdout } = await on.run(['forget'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'This computer keeps nothing of this project.\n' })
    expect(existsSync(state())).toBe(false)
  })

  it('is asked about where it may be the only copy, and stays without a yes', async () => {
    const token = await unsaved()
    const { stdout } = await on.run(['forget', '--json'])
    expect(validated('forget', stdout)).toMatchObject({ exitCode: 3, failure: { kind: 'forget.only-copy' } })
    expect(opened()).toContain(token)
    const at = (text: string) =>
      cliAtTerminal(['forget'], { env: on.env, cwd: on.home, typed: [{ after: 'Forget it?', text }] })
    expect((await at('no\r')).code).toBe(3)
    expect(opened()).toContain(token)
    expect((await at('yes\r')).code).toBe(0)
    expect(opened()).not.toContain(token)
  })

  it('waits until no keeper is running that would write it again', async () => {
    await on.issued(25)
    const during = async (child: ChildProcess) => {
      let shown = ''
      for await (const chunk of child.stdout as Readable) {
        shown += chunk
        if (shown.includes('Watching')) break
      }
      const { stdout } = await on.run(['forget', '--json'])
      expect(validated('forget', stdout)).toMatchObject({ exitCode: 4, failure: { kind: 'forget.in-use' } })
      child.kill('SIGTERM')
    }
    expect(await on.run(['watch'], { during })).toMatchObject({ code: 0 })
    expect(await on.run(['forget'])).toMatchObject({ code: 0 })
  })

  it('is lost with --force', async () => {
    const token = await unsaved()
    expect(await on.run(['forget', '--force'])).toMatchObject({ code: 0 })
    expect(opened()).not.toContain(token)
  })

  it('is revoked at Gazelle where a person says so, but for the row’s, which everybody uses', async () => {
    const token = await unsaved()
    const row = await on.tokenInRow()
    const live = () => [token, row].map((each) => statusOf(each))
    expect(await Promise.all(live())).toEqual([200, 200])
    const { stdout } = await on.run(['forget', '--force', '--revoke', '--json'])
    expect(validated('forget', stdout)).toMatchObject({ exitCode: 0, notRevoked: 0 })
    expect(await Promise.all(live())).toEqual([401, 200])
  })

  it('is forgotten all the same where Gazelle does not revoke it, and that is told', async () => {
    await renewed()
    const between = await standBetween(on.sandbox.connection.gazelleUrl, ({ url }) =>
      url?.endsWith('/revoke') ? { status: 503, body: '' } : undefined,
    )
    const env = { ...on.env, GAZELLE_URL: between.url }
    const { code, stderr } = await on.run(['forget', '--revoke', '--force'], { env })
    await between.close()
    expect(code).toBe(3)
    expect(stderr).toContain('Not revoked at Gazelle')
    expect(existsSync(state())).toBe(false)
  })
})
