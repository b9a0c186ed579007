import type { SupportedStorage } from '@supabase/auth-js'
import { isRefusedRedirect, networkErrorCode } from '../base/network-error.ts'
import { AnswerTooLong, bytesOf, safeFetch } from '../base/safe-fetch.ts'
import { fingerprint } from '../token/fingerprint.ts'
import { redirectedCode, tooLong } from './answers.ts'

/** The project, and how to reach it. */
export interface ProjectOptions {
  /** The project's URL, `https://….supabase.co`. */
  readonly url: string
  /** The publishable key; a secret key works too, without a user. */
  readonly key: string
  readonly fetch: typeof globalThis.fetch
  /** How requests name the sender: Supabase refuses secret keys from anything that looks like a browser. */
  readonly userAgent: string
}

/** The address of one of the project's services. Throws if the URL is invalid. */
export const addressIn = (url: string, service: 'auth/v1' | 'rest/v1') =>
  new URL(service, url.endsWith('/') ? url : `${url}/`).href

export const authUrl = (url: string) => addressIn(url, 'auth/v1')

/** The name under which a user's session is stored: another project or another user is another session. */
export const sessionName = (url: string, email: string) =>
  `supabase-session-${fingerprint(`${url} ${email.trim().toLowerCase()}`)}`

/**
 * Opens a client of Supabase Auth for one user of the project. Takes the project, the user's e-mail, the session's storage, and
 * a signal whose abort ends all requests. Rejects if the URL or the key is invalid.
 */
export async function openAuth(project: ProjectOptions, email: string, storage: SupportedStorage, stop: AbortSignal) {
  // Loaded for a sign-in alone: sessions are kept and refreshed without it.
  const { AuthClient } = await import('@supabase/auth-js')
  const { url, key, userAgent } = project
  const fetch = discreet(project.fetch)
  return new AuthClient({
    url: authUrl(url),
    headers: { apikey: key, Authorization: `Bearer ${key}`, 'User-Agent': userAgent },
    fetch: (input, init) =>
      fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, stop]) : stop }),
    storage,
    storageKey: sessionName(url, email),
    persistSession: true,
    // No timers: a session is refreshed when it is needed.
    autoRefreshToken: false,
    detectSessionInUrl: false,
  })
}

/**
 * A safe fetch (see `safeFetch`) for Supabase's libraries, which read bodies in their own way: an answer comes as a whole, or the request
 * fails. It fails with a code alone, because the texts of network errors may quote a header.
 */
export function discreet(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  const safe = safeFetch(fetch)
  return async (input, init) => {
    try {
      const answer = await safe(input, init)
      const { status, statusText, headers, body } = answer
      return body === null ? answer : new Response(await bytesOf(answer), { status, statusText, headers })
    } catch (error) {
      throw error instanceof FailedRequest ? error : new FailedRequest(codeOf(error))
    }
  }
}

/** A failed request. Its message is a code, as Supabase's libraries pass nothing else on. */
class FailedRequest extends TypeError {}

function codeOf(error: unknown): string {
  if (isRefusedRedirect(error)) return redirectedCode
  if (error instanceof AnswerTooLong) return tooLong
  return networkErrorCode(error) ?? 'the request failed'
}
