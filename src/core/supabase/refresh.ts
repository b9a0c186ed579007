import { retryAfterSeconds } from '../base/retry-after.ts'
import { authError, strange } from './answers.ts'
import type { ProjectOptions } from './auth.ts'
import { authUrl, discreet } from './auth.ts'
import { authWords, objectIn } from './heard.ts'

/** A user's session as auth-js stores it, along with everything else that Supabase Auth says about it. */
export interface StoredSession {
  readonly access_token: string
  readonly refresh_token: string
  /** Seconds since 1970. */
  readonly expires_at: number
}

/** A session by its stored text; null for anything else. */
export function readSession(text: string | null): StoredSession | null {
  try {
    const session = text === null ? null : (JSON.parse(text) as Partial<StoredSession> | null)
    return isSession(session) && typeof session.expires_at === 'number' ? (session as StoredSession) : null
  } catch {
    return null
  }
}

/**
 * Exchanges a refresh token for a new session at Supabase Auth. Done here because auth-js deletes the stored session after
 * most bad answers, whoever gave them, and repeats the request for half a minute after the others. Rejects with a
 * `StoreError`: only `session-lost` and `user-banned` are Auth's own word on the session.
 */
export async function refreshSession(
  project: ProjectOptions,
  refreshToken: string,
  signal: AbortSignal,
): Promise<StoredSession> {
  const { key, userAgent } = project
  const request = {
    method: 'POST',
    headers: {
      apikey: key,
      Authorization: `Bearer ${key}`,
      'User-Agent': userAgent,
      'Content-Type': 'application/json',
      'X-Supabase-Api-Version': '2024-01-01',
    },
    body: JSON.stringify({ refresh_token: refreshToken }),
    signal,
  }
  const unanswered = { code: null, retryAfterSeconds: null }
  try {
    const answer = await discreet(project.fetch)(`${authUrl(project.url)}/token?grant_type=refresh_token`, request)
    const text = await answer.text()
    if (answer.ok) {
      const said = objectIn(text)
      if (!isSession(said)) throw strange()
      const { expires_at: at, expires_in: life } = said as { expires_at?: unknown; expires_in?: unknown }
      const now = Math.floor(Date.now() / 1000)
      return { ...said, expires_at: typeof at === 'number' ? at : now + (typeof life === 'number' ? life : 3600) }
    }
    const { code, message } = authWords(text) ?? { code: null, message: text }
    throw authError({
      status: answer.status,
      code,
      message,
      retryAfterSeconds: retryAfterSeconds(answer.headers, Date.now()),
    })
  } catch (error) {
    if (error instanceof TypeError) throw authError({ status: 0, message: error.message, ...unanswered })
    throw error
  }
}

function isSession(session: unknown): session is { access_token: string; refresh_token: string; expires_at?: unknown } {
  const { access_token: access, refresh_token: refresh } = (session ?? {}) as Record<string, unknown>
  return typeof access === 'string' && access !== '' && typeof refresh === 'string' && refresh !== ''
}
