import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, vi } from 'vitest'
import { StoreError } from '../keeper/store-error.ts'
import { createSupabaseStores, type SupabaseStoresOptions } from './stores.ts'

export const key = `sb_publishable_${randomUUID()}`
export const user = { email: 'someone@example.com', password: randomUUID() }
export const time = '2025-06-01 10:00:00.123456+00'
export const token = `T${randomUUID()}`
export const value = { access_token: token, expires_in: 2_592_000, created_at: 1_750_000_000 }
export const newValue = { ...value, access_token: `N${randomUUID()}` }

export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: IncomingMessage['headers']
  readonly body: Record<string, unknown>
}
/** What to answer: a status and JSON; or raw, on the response itself. */
export type Answer = readonly [status: number, json: unknown] | ((response: ServerResponse) => void)

/** What ends the servers after each test; the last one is the newest. */
export const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  await Promise.all(closing.splice(0).map((close) => close()))
})

/** A server on this machine in Supabase's place: the database's answers are the test's, sign-ins are granted. */
export async function supabase(
  database: (asked: Asked) => Answer,
  auth: (asked: Asked) => Answer = grantSession,
  /** The migration's reading function; an older project has none. */
  reader: (asked: Asked) => Answer = () => [404, { code: 'PGRST202', message: 'no function' }],
) {
  const asked: Asked[] = []
  const readings: Asked[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const [path = '', query = ''] = (request.url ?? '').split('?')
    const text = Buffer.concat(chunks).toString()
    const one = {
      method: request.method ?? '',
      path,
      query: [...new URLSearchParams(query)].map(([name, operand]) => `${name}=${operand}`).join('&'),
      headers: request.headers,
      body: text === '' ? {} : JSON.parse(text),
    }
    const isReader = path.endsWith('/read_system_setting')
    if (isReader) readings.push(one)
    else asked.push(one)
    const answer = isReader ? reader(one) : path.startsWith('/auth/') ? auth(one) : database(one)
    if (typeof answer === 'function') return answer(response)
    response.writeHead(answer[0], { 'content-type': 'application/json', 'x-supabase-api-version': '2024-01-01' })
    response.end(JSON.stringify(answer[1]))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  closing.push(close)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const openBoth = (options: Partial<SupabaseStoresOptions> = {}) =>
    createSupabaseStores({
      url,
      key,
      signIn: null,
      fetch: globalThis.fetch,
      userAgent: 'gazelle-keeper/test',
      clock: { now: () => Date.now() },
      pauses: [],
      ...options,
    })
  const open = (options: Partial<SupabaseStoresOptions> = {}) => openBoth(options).token
  return { url, asked, readings, open, openBoth, to: (path: string) => asked.filter((one) => one.path === path) }
}

/** The migration's reading function. */
export const readRow = (): Answer => [200, [{ value: JSON.stringify(value), updated_at: time }]]

/** A JWT that says nothing, good for an hour, or expired. */
export function session(expiresIn = 3600) {
  const part = (claims: object) => Buffer.from(JSON.stringify(claims)).toString('base64url')
  return {
    access_token: `${part({ alg: 'HS256' })}.${part({ jti: randomUUID() })}.${part({})}`,
    refresh_token: randomUUID(),
    token_type: 'bearer',
    expires_in: expiresIn,
    expires_at: Math.floor(Date.now() / 1000) + expiresIn,
    user: { id: randomUUID(), email: user.email },
  }
}

export const grantSession = (): Answer => [200, session()]

/** A session storage in memory. */
export function memory() {
  const items = new Map<string, string>()
  return {
    items,
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, item: string) => void items.set(name, item),
    removeItem: (name: string) => void items.delete(name),
  }
}

/** The error with which the work ends; it shows no secret. */
export async function errorOf(work: Promise<unknown>): Promise<StoreError> {
  const error = await work.then(
    () => expect.unreachable('was not refused'),
    (reason) => reason,
  )
  expect(error).toBeInstanceOf(StoreError)
  const everything = `${error.message}${error.stack}${JSON.stringify(error)}${error.cause}`
  for (const secret of [key, user.password, token, newValue.access_token]) expect(everything).not.toContain(secret)
  return error
}
