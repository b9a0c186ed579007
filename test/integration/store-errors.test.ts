import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { memory, record, secret, storeFixture } from './store-fixture.ts'

const on = storeFixture()
const { errorOf, member, open, put, stored } = on

describe('the errors, on the real server', () => {
  it('wrong key', async () => {
    const key = `sb_publishable_${secret()}`
    expect(await errorOf(open({ key, signIn: null }).read())).toMatchObject({ kind: 'wrong-key' })
    expect(await errorOf(open({ key }).read())).toMatchObject({ kind: 'wrong-key' })
  })

  it('secret key from what looks like a browser', async () => {
    await put(record())
    const key = on.sandbox.connection.supabaseSecretKey
    const browser = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0.0.0 Electron/33.2.1 Safari/537.36'
    expect(await errorOf(open({ key, signIn: null, userAgent: browser }).read())).toMatchObject({
      kind: 'secret-key-refused',
    })
    expect(await open({ key, signIn: null }).read()).toMatchObject({ value: { expires_in: 2_592_000 } })
  })

  it('missing table', async () => {
    expect(await errorOf(open({ table: 'other_settings' }).read())).toMatchObject({
      kind: 'table-missing',
      code: 'PGRST205',
    })
  })

  it('write denied by row-level security, as anon and signed in', async () => {
    await put(record())
    const row = await open().read()
    const [anon, stranger] = [open({ signIn: null }), open({ signIn: on.sandbox.supabase.stranger })]
    for (const store of [anon, stranger]) {
      expect(await errorOf(store.swap(null, record()))).toMatchObject({ kind: 'write-denied', code: '42501' })
    }
    expect(await errorOf(anon.swap(row, record()))).toMatchObject({ kind: 'write-denied', code: '42501' })
    // To whom the row is hidden, an update finds nothing to update.
    expect(await errorOf(stranger.swap(row, record()))).toMatchObject({ kind: 'row-hidden' })
    expect(await stored()).toEqual(row?.value)
  })

  it('row hidden by row-level security, told from no row', async () => {
    expect(await open().read()).toBeNull()
    await put(record())
    expect(await errorOf(open({ signIn: on.sandbox.supabase.stranger }).read())).toMatchObject({ kind: 'row-hidden' })
    expect(await errorOf(open({ signIn: null }).read())).toMatchObject({ kind: 'row-hidden' })
  })

  it('expired and forged JWT: renewed with the password', async () => {
    await put(record())
    const { jwtSecret } = JSON.parse(readFileSync(join(on.folder, 'supabase.json'), 'utf8')) as { jwtSecret: string }
    const sessionStorage = memory()
    await open({ sessionStorage }).read()
    const [name = '', item = ''] = [...sessionStorage.items][0] ?? []
    const genuine: string = JSON.parse(item).access_token
    for (const access_token of [expired(genuine, jwtSecret), `${genuine.slice(0, -20)}${'A'.repeat(20)}`]) {
      sessionStorage.change({ access_token })
      expect(await open({ sessionStorage }).read()).toMatchObject({ value: { expires_in: 2_592_000 } })
      expect(JSON.parse(sessionStorage.items.get(name) ?? '').access_token).not.toBe(access_token)
    }
  })

  it('bad password', async () => {
    const signIn = { ...member(), password: secret() }
    expect(await errorOf(open({ signIn }).read())).toMatchObject({ kind: 'bad-password', code: 'invalid_credentials' })
  })

  it('revoked refresh token: a new sign-in, and a lost session when the password is refused', async () => {
    await put(record())
    const sessionStorage = memory()
    const revoke = async () => {
      await open({ sessionStorage }).read()
      sessionStorage.change({ expires_at: 1_700_000_000, refresh_token: secret() })
    }
    await revoke()
    expect(await open({ sessionStorage }).read()).toMatchObject({ value: { expires_in: 2_592_000 } })
    await revoke()
    const signIn = { ...member(), password: secret() }
    expect(await errorOf(open({ sessionStorage, signIn }).read())).toMatchObject({ kind: 'session-lost' })
  })

  it('server down, and back', async () => {
    await put(record())
    const store = open()
    const before = await store.read()
    await on.sandbox.supabase.stop()
    try {
      expect(await errorOf(store.read())).toMatchObject({ kind: 'unavailable' })
      expect(await errorOf(store.swap(before, record()))).toMatchObject({ kind: 'unavailable' })
      expect(await errorOf(open().read())).toMatchObject({ kind: 'unavailable' })
    } finally {
      await on.sandbox.supabase.start()
    }
    expect(await store.read()).toEqual(before)
  })
})

/** The same JWT, expired an hour ago and signed as the server does. */
function expired(jwt: string, jwtSecret: string): string {
  const [head = '', claims = ''] = jwt.split('.')
  const past = Math.floor(Date.now() / 1000) - 3600
  const old = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), iat: past - 60, exp: past }
  const body = `${head}.${Buffer.from(JSON.stringify(old)).toString('base64url')}`
  return `${body}.${createHmac('sha256', jwtSecret).update(body).digest('base64url')}`
}
