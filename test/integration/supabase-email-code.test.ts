import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../sandbox/index.ts'
import { createEmailCode } from '../../src/core/supabase/email-code.ts'
import { createSupabaseStores } from '../../src/core/supabase/stores.ts'
import { openSandbox } from './open-sandbox.ts'

let folder: string
let sandbox: Sandbox

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'email-code-')))
  sandbox = await openSandbox({ folder })
})

afterAll(async () => {
  await sandbox?.close()
  rmSync(folder, { recursive: true, force: true })
})

function memory() {
  const items = new Map<string, string>()
  return {
    items,
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, item: string) => void items.set(name, item),
    removeItem: (name: string) => void items.delete(name),
    /** Changes the session that is kept here. */
    change(change: object) {
      for (const [name, item] of items) items.set(name, JSON.stringify({ ...JSON.parse(item), ...change }))
    },
  }
}

const project = () => ({
  url: sandbox.supabase.url,
  key: sandbox.supabase.publishableKey,
  fetch: globalThis.fetch,
  userAgent: 'gazelle-keeper/test',
})

const store = (email: string, sessionStorage: ReturnType<typeof memory>) =>
  createSupabaseStores({
    ...project(),
    clock: { now: () => Date.now() },
    signIn: { email, password: null },
    sessionStorage,
  }).token

const lastMail = () => sandbox.supabase.mails().at(-1)?.text ?? ''
const codeIn = (mail: string) => /\b\d{6}\b/.exec(mail)?.[0] ?? expect.unreachable('no code')
const linkIn = (mail: string) => /https?:\S+/.exec(mail)?.[0] ?? expect.unreachable('no link')
/** Another code of six digits. */
const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('a one-time code', () => {
  it('leaves a session that opens the row without a password, and goes on being refreshed', async () => {
    const { email } = sandbox.supabase.member
    const sessionStorage = memory()
    const { sendCode, verifyCode } = createEmailCode({ ...project(), sessionStorage })
    expect(await sendCode(` ${email.toUpperCase()} `)).toEqual({ ok: true })
    expect(sandbox.supabase.mails().at(-1)).toMatchObject({ to: email })
    const code = codeIn(lastMail())
    expect(await verifyCode(email, ` ${code.slice(0, 3)} ${code.slice(3)}\n`)).toEqual({ ok: true })
    expect(sessionStorage.items.size).toBe(1)

    const row = store(email, sessionStorage)
    expect(await row.read()).toBeNull()
    expect(await row.swap(null, { access_token: 'x' })).toMatchObject({ won: true })

    sessionStorage.change({ expires_at: 1_700_000_000 })
    expect(await store(email, sessionStorage).read()).toMatchObject({ value: { access_token: 'x' } })
  })

  it('comes as a link where the message has no code', async () => {
    const { email } = sandbox.supabase.stranger
    const sessionStorage = memory()
    const { sendCode, verifyCode } = createEmailCode({ ...project(), sessionStorage })
    await sendCode(email)
    expect(await verifyCode(email, linkIn(lastMail()))).toEqual({ ok: true })
    // Signed in, and still a stranger.
    await expect(store(email, sessionStorage).read()).rejects.toMatchObject({ kind: 'row-hidden' })
  })

  it('is refused when it is another, and when it was used', async () => {
    const { email } = sandbox.supabase.member
    const sessionStorage = memory()
    const { sendCode, verifyCode } = createEmailCode({ ...project(), sessionStorage })
    await sendCode(email)
    const code = codeIn(lastMail())
    const refused = { ok: false, kind: 'code-refused', waitSeconds: null }
    expect(await verifyCode(email, otherThan(code))).toEqual(refused)
    expect(await verifyCode(sandbox.supabase.stranger.email, code)).toEqual(refused)
    expect(sessionStorage.items.size).toBe(0)
    expect(await verifyCode(email, code)).toEqual({ ok: true })
    expect(await verifyCode(email, code)).toEqual(refused)
    for (const text of ['', '12345', 'twelve', 'https://example.com/'])
      expect(await verifyCode(email, text)).toMatchObject({ kind: 'not-a-code' })
  })

  it('is not sent to somebody whom the project does not have, and makes no user', async () => {
    const { sql, mails } = sandbox.supabase
    const before = mails().length
    const { sendCode } = createEmailCode({ ...project(), sessionStorage: memory() })
    expect(await sendCode('nobody@supabase.example')).toEqual({ ok: false, kind: 'no-such-user', waitSeconds: null })
    expect(await sendCode('nobody')).toMatchObject({ kind: 'bad-email' })
    expect(mails()).toHaveLength(before)
    expect(await sql`select from auth.users where email like 'nobody%'`).toHaveLength(0)
  })

  it('needs the project and its key', async () => {
    const { email } = sandbox.supabase.member
    const open = (change: object) => createEmailCode({ ...project(), sessionStorage: memory(), ...change })
    expect(await open({ key: 'sb_publishable_unknown' }).sendCode(email)).toMatchObject({ kind: 'wrong-key' })
    const browser = {
      key: sandbox.supabase.secretKey,
      userAgent: 'Mozilla/5.0 (X11; Linux) Chrome/130.0.0.0 Safari/537.36',
    }
    expect(await open(browser).sendCode(email)).toMatchObject({ kind: 'secret-key-refused' })
    expect(await open({ url: 'no address' }).sendCode(email)).toMatchObject({ kind: 'unexpected-answer' })
    await sandbox.supabase.stop()
    try {
      expect(await open({}).sendCode(email)).toMatchObject({ kind: 'unavailable' })
    } finally {
      await sandbox.supabase.start()
    }
  })
})

describe('a session without a password', () => {
  async function signedIn() {
    const { email } = sandbox.supabase.member
    const sessionStorage = memory()
    const { sendCode, verifyCode } = createEmailCode({ ...project(), sessionStorage })
    await sendCode(email)
    await verifyCode(email, codeIn(lastMail()))
    return { email, sessionStorage }
  }

  it('is lost when there is none', async () => {
    const { email } = sandbox.supabase.member
    await expect(store(email, memory()).read()).rejects.toMatchObject({ kind: 'session-lost' })
  })

  it('is lost when its refresh token is revoked', async () => {
    const { email, sessionStorage } = await signedIn()
    sessionStorage.change({ expires_at: 1_700_000_000, refresh_token: 'revoked' })
    await expect(store(email, sessionStorage).read()).rejects.toMatchObject({ kind: 'session-lost' })
  })

  it('is refreshed when the database calls its JWT forged', async () => {
    const { email, sessionStorage } = await signedIn()
    const [session = '{}'] = sessionStorage.items.values()
    const genuine: string = JSON.parse(session).access_token
    sessionStorage.change({ access_token: `${genuine.slice(0, -20)}${'A'.repeat(20)}` })
    await expect(store(email, sessionStorage).read()).resolves.not.toThrow()
  })
})
