import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net'
import { inspect } from 'node:util'
import { expect } from 'vitest'
import { createGrants, type GrantsOptions } from './grant.ts'
import { GrantError } from './grant-errors.ts'
import { type Answer, closing, serve as serveAt } from './server-fixture.ts'

const secret = () => randomUUID().replaceAll('-', '')
export const application = { clientId: secret(), clientSecret: secret() }
export const spent = secret()
export const accessToken = secret()
export const nextRefreshToken = secret()
const secrets = [application.clientSecret, spent, accessToken, nextRefreshToken]

/** The clock of both sides, in seconds. */
export const fixedNow = 1_750_000_000
const date = new Date(fixedNow * 1000).toUTCString()

export const doorkeeper = {
  access_token: accessToken,
  token_type: 'Bearer',
  expires_in: 2_592_000,
  refresh_token: nextRefreshToken,
  scope: 'public',
  created_at: fixedNow,
}

/** A token endpoint on this machine that answers as it is told and keeps what it was asked. */
export const serve = (answer: Answer) => serveAt(answer, '/developer/oauth/token')

/** A server below HTTP, for what no HTTP server does. */
export async function serveSocket(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createSocketServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    onConnection(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/developer/oauth/token`
}

/** The real grants, at this token endpoint. */
export function grantsAt(tokenEndpoint: string, options: Partial<GrantsOptions> = {}) {
  return createGrants({
    tokenEndpoint,
    application,
    fetch: globalThis.fetch,
    clock: { now: () => fixedNow * 1000 },
    timeoutMilliseconds: 10_000,
    userAgent: 'gazelle-keeper/test',
    ...options,
  })
}

/** Answers with JSON, dated by the clock of both sides. */
export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Answer => {
  return (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8', date: date, ...headers })
      .end(JSON.stringify(body))
}

/** Answers with a text of no content type, dated in the same way. */
export const text = (body: string, status = 200, headers: Record<string, string> = {}): Answer => {
  return (response) => response.writeHead(status, { date: date, ...headers }).end(body)
}

/** What a grant brings that is answered so. */
export async function credentialFrom(answer: Answer, options: Partial<GrantsOptions> = {}) {
  const { url } = await serve(answer)
  return grantsAt(url, options).refresh(spent)
}

/** The error with which a grant ends that is answered so. */
export async function errorFrom(answer: Answer, options: Partial<GrantsOptions> = {}) {
  const { url } = await serve(answer)
  return errorOf(grantsAt(url, options).refresh(spent))
}

/** Every error passes here: none may show a secret, in its text or anywhere below it. */
export async function errorOf(grant: Promise<unknown>): Promise<GrantError> {
  const error = await grant.then(
    () => expect.unreachable('was granted'),
    (reason) => reason,
  )
  expect(error).toBeInstanceOf(GrantError)
  expect(error.cause).toBeUndefined()
  const everything = inspect(error, { depth: 20, showHidden: true }) + error.stack + JSON.stringify(error)
  for (const one of secrets) expect(everything).not.toContain(one)
  expect(everything).not.toContain('BODY')
  return error
}
