import { expect } from 'vitest'
import { GazelleError } from './errors.ts'
import type { Gazelle } from './ports.ts'
import { createGazelle } from './probe.ts'
import { type Answer, serve } from './server-fixture.ts'

export const token = 'T'.repeat(43)
export const key = 'k'.repeat(32)
export const accepted = { data: { allClients: { nodes: [{ id: 'cli_1', companyName: 'Pianos' }] } } }

/** The real Gazelle port, at this address. */
export function gazelleAt(endpoint: string, timeoutMilliseconds = 10_000): Gazelle {
  return createGazelle({
    endpoint,
    fetch: globalThis.fetch,
    clock: { now: () => Date.now() },
    timeoutMilliseconds,
    userAgent: 'gazelle-keeper/test',
  })
}

/** Answers with JSON. */
export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Answer => {
  return (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

/** The error with which a probe ends that is answered so. */
export async function errorFrom(answer: Answer, credential = { accessToken: token, headerKind: 'bearer' as const }) {
  const { url } = await serve(answer)
  return errorOf(gazelleAt(`${url}/graphql/private/`).probe(credential))
}

/** The error with which a probe ends; it shows no token. */
export async function errorOf(probe: Promise<unknown>): Promise<GazelleError> {
  const error = await probe.then(
    () => expect.unreachable('was accepted'),
    (reason) => reason,
  )
  expect(error).toBeInstanceOf(GazelleError)
  expect(`${error.message}${error.stack}${error.cause}`).not.toContain(token)
  return error
}
