import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createEmailCode } from './email-code.ts'

const email = 'someone@example.com'
const key = `sb_publishable_${randomUUID()}`
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

/** A server on this machine in Supabase Auth's place, which gives one answer to everything. */
async function auth(status: number, json: object | null) {
  const asked: { path: string; body: Record<string, unknown> }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    asked.push({ path: request.url ?? '', body: JSON.parse(Buffer.concat(chunks).toString()) })
    if (json === null) return
    response.writeHead(status, { 'content-type': 'application/json', 'x-supabase-api-version': '2024-01-01' })
    response.end(JSON.stringify(json))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const stored = new Map<string, string>()
  const code = createEmailCode({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    fetch: globalThis.fetch,
    userAgent: 'gazelle-keeper/test',
    sessionStorage: {
      getItem: (name) => stored.get(name) ?? null,
      setItem: (name, item) => void stored.set(name, item),
      removeItem: (name) => void stored.delete(name),
    },
    timeoutMilliseconds: json === null ? 100 : 15_000,
  })
  return { ...code, asked, stored }
}

it('asks for a code for a user who is there, and no other', async () => {
  const { sendCode, asked } = await auth(200, {})
  expect(await sendCode(email)).toEqual({ ok: true })
  expect(asked).toMatchObject([{ path: '/auth/v1/otp', body: { email, create_user: false } }])
})

it.each([
  [' 123 456 ', { email, token: '123456', type: 'email' }],
  ['1234-5678', { email, token: '12345678', type: 'email' }],
  [
    `https://kqzvlmabcdwxyefghijr.supabase.co/auth/v1/verify?token=${'ab12'.repeat(14)}&type=magiclink&redirect_to=x`,
    { token_hash: 'ab12'.repeat(14), type: 'email' },
  ],
  [
    `https://shop.example.com/auth/confirm?token_hash=${'ab12'.repeat(14)}&type=email`,
    { token_hash: 'ab12'.repeat(14) },
  ],
])('proves by %s', async (text, body) => {
  const { verifyCode, asked } = await auth(403, { code: 'otp_expired', message: 'no' })
  expect(await verifyCode(email, text)).toMatchObject({ ok: false, kind: 'code-refused' })
  expect(asked).toMatchObject([{ path: '/auth/v1/verify', body }])
})

it.each([
  [422, { code: 'otp_disabled', message: 'Signups not allowed for otp' }, 'no-such-user', null],
  [429, { code: 'over_email_send_rate_limit', message: 'you can only request this after 59 seconds.' }, 'too-soon', 59],
  [429, { message: 'Too many' }, 'too-soon', null],
  [400, { code: 'email_address_not_authorized', message: 'no' }, 'mail-not-allowed', null],
  [500, { code: 'unexpected_failure', message: 'Error sending magic link email' }, 'mail-not-sent', null],
  [500, { message: 'Error sending magic link email' }, 'mail-not-sent', null],
  [422, { code: 'email_provider_disabled', message: 'no' }, 'email-sign-in-off', null],
  [400, { code: 'captcha_failed', message: 'no' }, 'captcha-needed', null],
  [403, { code: 'user_banned', message: 'no' }, 'user-banned', null],
  [401, { message: 'Invalid API key' }, 'wrong-key', null],
  [503, { message: 'away' }, 'busy', null],
  [404, { message: key }, 'not-supabase', null],
  [0, null, 'unavailable', null],
])('a refusal, %s %j, is %s', async (status, json, kind, waitSeconds) => {
  const { sendCode, stored } = await auth(status, json)
  expect(await sendCode(email)).toEqual({ ok: false, kind, waitSeconds })
  expect(stored.size).toBe(0)
})

it('ends when the caller stops', async () => {
  const { sendCode } = await auth(200, null)
  const caller = new AbortController()
  const answer = sendCode(email, caller.signal)
  caller.abort()
  expect(await answer).toMatchObject({ kind: 'unavailable' })
})
