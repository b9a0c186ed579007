import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../sandbox/supabase/database.ts'
import { checkSupabase } from '../../src/core/supabase/setup/checklist.ts'
import { legacyKey } from '../../src/core/supabase/setup/testing.ts'
import type { Json } from '../../src/core/token/record.ts'
import { checklistFixture, findings, keyText, record, secret } from './checklist-fixture.ts'

const on = checklistFixture()
const { check, put, wholeTable } = on

describe('a connection that works', () => {
  it('is fine without a row yet, and leaves none behind', async () => {
    expect(findings(await check())).toEqual(['row-readable: fine no-row-yet'])
    expect(await wholeTable()).toHaveLength(0)
  })

  it.each<[string, () => Json, string]>([
    ['the guide’s object', record, 'object'],
    [
      'an API key',
      () => ({ access_token: secret(), refresh_token: 'manual_override', expires_at: 1_999_999_999 }),
      'object',
    ],
    ['the guide’s object as a JSON string', () => JSON.stringify(record()), 'json-string'],
    [
      'an API key as a JSON string',
      () => JSON.stringify({ access_token: secret(), expires_at: 1_999_999_999 }),
      'json-string',
    ],
    [
      'Doorkeeper’s answer',
      () => ({ ...record(), access_token: secret() + secret(), token_type: 'Bearer', scope: 'public' }),
      'object',
    ],
    ['null', () => null, 'other'],
    ['no token yet', () => ({}), 'object'],
  ])('is fine over %s', async (_, value, shape) => {
    await put(value())
    const results = await check()
    expect(findings(results)).toEqual([])
    expect(results['other-columns-fine'].facts).toEqual({ shape, columns: [] })
    expect(results['row-writable'].facts).toEqual({ proof: 'rehearsed' })
    expect(results.reachable.facts.tookMilliseconds).toBeLessThan(15_000)
    expect(Math.abs(results['clock-agrees'].facts.offsetMilliseconds ?? Number.NaN)).toBeLessThan(8_000)
  })

  it('with the secret key warns that it opens everything, and needs nobody', async () => {
    await put(record())
    const results = await check({ key: on.sandbox.supabase.secretKey, signIn: null })
    expect(findings(results)).toEqual([
      'key-accepted: warning secret-key, use-publishable-key',
      'signed-in: skipped no-user-needed',
    ])
    expect(results['key-accepted'].facts).toEqual({ keyKind: 'secret' })
  })

  it('stops when the caller does', async () => {
    const caller = new AbortController()
    const steps: string[] = []
    const options = {
      url: on.sandbox.supabase.url,
      key: on.sandbox.supabase.publishableKey,
      signIn: on.sandbox.supabase.member,
    }
    const network = { fetch, userAgent: 'gazelle-keeper/test', clock: { now: () => Date.now() } }
    for await (const { step } of checkSupabase({ ...options, ...network }, caller.signal)) {
      steps.push(step)
      if (step === 'table-there') caller.abort()
    }
    expect(steps).toEqual(['reachable', 'key-accepted', 'signed-in', 'table-there'])
  })
})

describe('what fails before the database', () => {
  /** A server on this computer that is not Supabase. */
  async function elsewhere(answer: RequestListener) {
    const server = createServer(answer).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const close = async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    }
    return { url, close }
  }

  it.each<[string, RequestListener, string]>([
    ['a web page', (_, response) => void response.end('<html>'), 'not-supabase, check-url'],
    ['a page that is not there', (_, response) => void response.writeHead(404).end('no'), 'not-supabase, check-url'],
    [
      'a network that asks to sign in',
      (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
      'not-supabase, check-url',
    ],
    ['a paused project', (_, response) => void response.writeHead(540).end(), 'paused, restore-project'],
    ['a project in trouble', (_, response) => void response.writeHead(503).end(), 'busy, wait'],
    ['no answer', () => {}, 'timed-out, check-network'],
    ['a cut connection', (request) => void request.socket.destroy(), 'not-reached, check-network'],
  ])('%s', async (_, answer, expected) => {
    const { url, close } = await elsewhere(answer)
    const timeoutMilliseconds = expected.startsWith('timed-out') ? 200 : 15_000
    const results = await check({ url, timeoutMilliseconds })
    expect(findings(results)).toEqual([`reachable: failed ${expected}`, 'clock-agrees: skipped clock-not-told'])
    expect(results['row-writable']).toMatchObject({ outcome: 'skipped', kind: 'earlier-step' })
    await close()
  })

  it('a server that is down', async () => {
    await on.sandbox.supabase.stop()
    try {
      const results = await check()
      expect(findings(results)[0]).toBe('reachable: failed not-reached, check-network')
      expect(results.reachable.facts).toEqual({ code: 'ECONNREFUSED' })
    } finally {
      await on.sandbox.supabase.start()
    }
  })

  it('a text that is no address', async () => {
    expect(findings(await check({ url: 'my project' }))[0]).toBe('reachable: failed wrong-address, check-url')
  })

  it('a key that the project does not know', async () => {
    const results = await check({ key: `sb_publishable_${secret()}` })
    expect(findings(results)).toEqual(['key-accepted: failed wrong-key, check-key'])
    expect(results['clock-agrees'].outcome).toBe('fine')
  })

  it('a key of another project', async () => {
    const url = 'https://kqzvlmabcdwxyefghijr.supabase.co'
    const toSandbox: typeof fetch = (input, init) => fetch(String(input).replace(url, on.sandbox.supabase.url), init)
    const key = legacyKey({ role: 'anon', ref: 'rjihgfeyxwdcbamlvzqk' })
    expect(findings(await check({ url, key, fetch: toSandbox }))).toEqual([
      'key-accepted: failed other-project, check-key',
    ])
  })

  it('a secret key from what looks like a browser', async () => {
    const userAgent =
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0.0.0 Electron/33.2.1 Safari/537.36'
    expect(findings(await check({ key: on.sandbox.supabase.secretKey, signIn: null, userAgent }))).toEqual([
      'key-accepted: failed secret-key-refused, use-publishable-key',
    ])
  })
})

describe('signing in', () => {
  it('is needed with a publishable key', async () => {
    await put(record())
    expect(findings(await check({ signIn: null }))).toEqual(['signed-in: failed sign-in-needed, sign-in'])
  })

  it('tells a wrong password', async () => {
    const signIn = { ...on.sandbox.supabase.member, password: secret() }
    const results = await check({ signIn })
    expect(findings(results)).toEqual(['signed-in: failed bad-password, sign-in'])
    expect(results['signed-in'].facts).toEqual({ code: 'invalid_credentials' })
  })

  it('tells that no session is left and there is no password', async () => {
    const signIn = { email: on.sandbox.supabase.member.email, password: null }
    expect(findings(await check({ signIn }))).toEqual(['signed-in: failed session-lost, sign-in'])
  })
})

describe('row-level security', () => {
  it.each([true, false])('hides the row from a stranger: told from no row (there is one: %s)', async (thereIsOne) => {
    if (thereIsOne) await put(record())
    expect(findings(await check({ signIn: on.sandbox.supabase.stranger }))).toEqual([
      'row-readable: failed row-hidden, add-member',
    ])
  })

  it.each([
    ['change', ['row-writable: failed write-denied, copy-migration']],
    ['add', ['other-columns-fine: failed write-denied, copy-migration']],
  ])('that does not let a member %s', async (verb, expected) => {
    await put(record())
    await on.sandbox.supabase.sql.unsafe(`drop policy "members ${verb} settings" on system_settings`)
    try {
      expect(findings(await check())).toEqual(expected)
    } finally {
      await migrate(on.sandbox.supabase.sql)
    }
  })

  it('that lets a member write the token’s row alone is told: the lease is another', async () => {
    const { sql } = on.sandbox.supabase
    await put(record())
    await sql.unsafe(
      `create policy "one row" on system_settings as restrictive for insert with check (key = '${keyText}')`,
    )
    try {
      expect(findings(await check())).toEqual(['other-columns-fine: failed write-denied, copy-migration'])
    } finally {
      await sql`drop policy "one row" on system_settings`
    }
  })

  it('that is missing, so that the key alone shows the token', async () => {
    const { sql } = on.sandbox.supabase
    await put(record())
    await sql`alter table system_settings disable row level security`
    try {
      expect(findings(await check())).toEqual(['row-readable: warning open-to-everyone, copy-migration'])
      expect(findings(await check({ signIn: null }))).toContain(
        'row-readable: warning open-to-everyone, copy-migration',
      )
    } finally {
      await migrate(sql)
    }
  })
})

describe('the clock', () => {
  it.each([
    [-6, 'failed'],
    [-4, 'fine'],
    [4, 'fine'],
    [6, 'failed'],
  ])('%s minutes off is %s', async (minutes, outcome) => {
    const clock = { now: () => Date.now() + minutes * 60_000 }
    const result = (await check({ clock }))['clock-agrees']
    expect(result).toMatchObject({ outcome, kind: outcome === 'failed' ? 'clock-wrong' : null })
    expect(Math.abs((result.facts.offsetMilliseconds ?? 0) + minutes * 60_000)).toBeLessThan(8_000)
  })
})
