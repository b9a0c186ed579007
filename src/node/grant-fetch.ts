import { nodeFetch } from './node-fetch.ts'

interface HttpClient {
  close(): void
}

/** The part of Deno that is used here. */
interface DenoRuntime {
  createHttpClient?(options: { poolMaxIdlePerHost: number; http2: boolean }): HttpClient
}

/**
 * The `fetch` of grants, which sends nothing twice: each goes over a connection of its own.
 *
 * Deno's `node:http` (2.1) does not hear that a connection was dropped, so that a grant would wait for its deadline; its `fetch`
 * does, but sends a request again where a connection broke that had been used before (2.9). So there it is `fetch` by a client
 * that keeps no connection.
 */
export const grantFetch: typeof globalThis.fetch = (input, init) => {
  const client = denosClient()
  return client === null ? nodeFetch(input, init) : globalThis.fetch(input, { ...init, client } as RequestInit)
}

let known: HttpClient | null | undefined

/** Null where this is not Deno. */
function denosClient(): HttpClient | null {
  const { Deno: deno } = globalThis as { Deno?: DenoRuntime }
  known ??= deno?.createHttpClient?.({ poolMaxIdlePerHost: 0, http2: false }) ?? null
  return known
}
