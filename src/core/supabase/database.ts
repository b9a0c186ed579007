import type { SupportedStorage } from '@supabase/auth-js'
import { PostgrestClient } from '@supabase/postgrest-js'
import { Interrupted, withDeadline } from '../base/deadline.ts'
import { isPrivateAddress } from '../base/safe-fetch.ts'
import { StoreError } from '../keeper/store-error.ts'
import { type Answer, databaseError, isRefusedSession, noAddress, stopped, timedOut } from './answers.ts'
import { addressIn, discreet, type ProjectOptions } from './auth.ts'
import { type Heard, hearing } from './heard.ts'
import { defaultTable, forTable } from './names.ts'
import { createSession, type Session, type SignIn } from './session.ts'

export interface ConnectionOptions extends ProjectOptions {
  /** The Supabase user, or null if the key alone opens the row. */
  readonly signIn: SignIn | null
  /** Where the user's session is kept between starts; in memory by default. It holds secrets. */
  readonly sessionStorage?: SupportedStorage
  /** How long a request may take, the sign-in before it included, in milliseconds; 15 seconds by default. */
  readonly timeoutMilliseconds?: number
  /** The settings' table, `system_settings` by default: an error may be about another one. */
  readonly table?: string
}

/** A request in the making; postgrest-js sends it when it is awaited. */
interface PendingRequest extends PromiseLike<Answer> {
  abortSignal(signal: AbortSignal): this
  setHeader(name: string, value: string): this
}

/** Sends requests to the project's database, as the user, each within its time. */
export interface Database {
  /** Sends a request that reads or writes; gives the answer's data. Rejects with a `StoreError`. */
  ask(
    tried: 'read' | 'write',
    request: (client: PostgrestClient) => PendingRequest,
    signal?: AbortSignal,
  ): Promise<unknown>
}

/** Opens nothing yet: the first request signs in. */
export function openDatabase(options: ConnectionOptions): Database {
  const { timeoutMilliseconds = 15_000, table = defaultTable, key } = options
  let opened: { client: PostgrestClient; session: Session | null } | null = null
  // postgrest-js passes on none of an answer's headers: they are found by the signal of their request.
  const heard = new WeakMap<AbortSignal, Heard>()
  const isOwn = (name: string) => ownNames.some((own) => forTable(table, own) === name)

  const open = () => {
    try {
      if (key === '' || !isPrivateAddress(options.url)) throw noAddress()
      return { client: openClient(options, heard), session: openSession(options, timeoutMilliseconds) }
    } catch {
      throw noAddress()
    }
  }

  return {
    async ask(tried, request, signal) {
      try {
        opened ??= open()
        const { client, session } = opened
        return await withDeadline(timeoutMilliseconds, signal, async (deadline) => {
          const sendAs = (jwt: string | null): PromiseLike<Answer> => {
            const pending = request(client).abortSignal(deadline)
            return jwt === null ? pending : pending.setHeader('Authorization', `Bearer ${jwt}`)
          }
          const jwt = session === null ? null : await session.accessToken()
          let answer = await sendAs(jwt)
          if (session !== null && jwt !== null && isRefusedSession(answer)) {
            answer = await sendAs(await session.renew(jwt))
          }
          if (answer.error !== null) {
            const { retryAfterSeconds = null } = heard.get(deadline) ?? {}
            const keyIsJwt = !key.startsWith('sb_')
            throw databaseError(answer, { tried, withSession: session !== null, keyIsJwt, isOwn, retryAfterSeconds })
          }
          return answer.data
        })
      } catch (error) {
        throw toStoreError(error)
      }
    },
  }
}

/** The names that the migration creates; a denial that names anything else is not about the row. */
const ownNames = [
  'system_settings',
  'system_settings_members',
  'is_system_settings_member',
  'swap_system_setting',
  'rehearse_system_setting_swap',
  'begin_system_setting_renewal',
  'settle_system_setting_renewal',
]

/** The client for the database, with the key alone: `ask` sets the user's JWT. */
function openClient(
  { url, key, userAgent, fetch }: ConnectionOptions,
  heard: WeakMap<AbortSignal, Heard>,
): PostgrestClient {
  const hear = hearing(discreet(fetch), (one, signal) => {
    if (signal !== null) heard.set(signal, one)
  })
  return new PostgrestClient(addressIn(url, 'rest/v1'), {
    headers: { apikey: key, Authorization: `Bearer ${key}`, 'User-Agent': userAgent },
    fetch: hear,
    retry: false,
  })
}

function openSession(options: ConnectionOptions, milliseconds: number): Session | null {
  const { signIn, sessionStorage = memoryStorage() } = options
  if (signIn === null) return null
  return createSession(options, signIn, sessionStorage, milliseconds)
}

function memoryStorage(): SupportedStorage {
  const items = new Map<string, string>()
  return {
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, value),
    removeItem: (name) => void items.delete(name),
  }
}

function toStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error
  if (error instanceof Interrupted) return error.reason === 'timed-out' ? timedOut() : stopped()
  const name = error instanceof Error ? error.name : typeof error
  return new StoreError('unexpected-answer', `The request to Supabase could not be made (${name}).`)
}
