import { RecordError } from './errors.ts'
import { jwtTimes } from './jwt.ts'
import type { EpochSeconds, Expiry, HeaderKind, Json, JsonObject, TokenRecord } from './record.ts'
import { NEVER, type PointInTime, readLife, readPointInTime, THIRTY_DAYS } from './time.ts'
import { headerKindByForm, tokenFlaw } from './token-text.ts'

/** In place of a refresh token it says: a person put an API key here, there is nothing to refresh. */
export const MANUAL_OVERRIDE = 'manual_override'

/** Where programs look for the token, in this order. */
export const TOKEN_FIELDS = ['access_token', 'api_key', 'token'] as const

/**
 * Reads the row's value.
 *
 * Takes what the column held and when the row was last written (seconds), which stands in where the row does not
 * say when the token was issued. Gives the token record; throws a `RecordError` and nothing else.
 *
 * - The value is an object, or a string that holds one as JSON; or a string that is the token, as it is or as JSON.
 * - The token is in `access_token`, else in `api_key` or `token`: one word of visible ASCII. `refresh_token` may be
 *   missing, null, "" or "manual_override": none.
 * - Every other field may hold anything: what is not understood counts as missing, and is named in `unread`.
 * - The header kind follows `token_type: bearer` and the token's form (see `headerKindByForm`); a real refresh token
 *   speaks against an API key, "manual_override" for one. Where hints are missing or disagree it is null.
 * - A JWT's own `exp` and `iat` beat what stands beside it.
 * - `expires_at: 1999999999` or later means never, except beside the `expires_in` of an OAuth answer: there it was left
 *   over from an API key.
 * - Where `expires_at` and `created_at + expires_in` disagree, the earlier holds: renewing early costs nothing.
 * - The end is `stated` when Gazelle said it: `expires_at`, an OAuth answer as it came (it has a token type), or a life
 *   other than the guide's 30 days. It is `assumed` for the guide's 30 days (a refresh token beside them proves nothing:
 *   a captured token keeps the one of its predecessor), for a row without any time that is understood, and where a life is
 *   counted from the time the row was written.
 * - `issuedAt` is null when the row claims to have expired before it was created.
 */
export function parseRow(value: unknown, writtenAt: EpochSeconds): TokenRecord {
  const bare = bareToken(value)
  const fields = bare === null ? readObject(value) : { access_token: bare.token }
  const unread: string[] = []
  const optional = <T>(field: string, read: () => T): T | null => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof RecordError)) throw error
      unread.push(field)
      return null
    }
  }
  const accessToken = readAccessToken(fields)
  const refreshField = fields['refresh_token']
  const byHand = refreshField === MANUAL_OVERRIDE
  const refreshToken = byHand ? null : optional('refresh_token', () => readToken('refresh_token', refreshField))
  const tokenType = typeof fields['token_type'] === 'string' ? fields['token_type'].toLowerCase() : ''
  const created = optional('created_at', () => readCreation(fields['created_at']))
  const expires = optional('expires_at', () => readPointInTime('expires_at', fields['expires_at']))
  const life = optional('expires_in', () => readLife(fields['expires_in'], created?.unit === 'milliseconds'))
  return {
    accessToken,
    refreshToken,
    headerKind: readHeaderKind(accessToken, tokenType, byHand, refreshToken !== null),
    ...timesOf({ created, expires, life }, accessToken, { tokenType, refreshToken }, writtenAt),
    value: value as JsonObject | string,
    unread,
  }
}

/** Gives the row's value back as it came, to the last character. */
export function serialise(record: TokenRecord): JsonObject | string {
  return record.value
}

/**
 * The fields of a row's value, whichever shape it has. Takes any value; gives an object that has only its own fields;
 * throws a `RecordError` when it is neither an object nor a string that holds one.
 */
export function readObject(value: unknown): { [field: string]: Json } {
  const parsed = typeof value === 'string' ? parseJson(value) : value
  if (typeof parsed === 'string') {
    throw new RecordError('bad-json', null, 'The value is JSON that was serialised more than once.')
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new RecordError('not-an-object', null, 'The value is neither an object nor a JSON string that holds one.')
  }
  // Without a prototype, so that a field is never mistaken for one of Object's own.
  return Object.assign(Object.create(null), parsed)
}

/**
 * The token that a row's value is, with nothing beside it; `isJson`: as a JSON string within the string. Null where the value
 * is anything else.
 */
export function bareToken(value: unknown): { readonly token: string; readonly isJson: boolean } | null {
  if (typeof value !== 'string') return null
  if (hasFormOfToken(value)) return { token: value, isJson: false }
  const isQuoted = value.startsWith('"') && value.length < LONGEST_BARE
  const inner: unknown = isQuoted ? parseOrNull(value) : null
  return typeof inner === 'string' && hasFormOfToken(inner) ? { token: inner, isJson: true } : null
}

const LONGEST_BARE = 16_384

/** Without a field's name beside it a shorter word may be anything. */
const hasFormOfToken = (text: string) => text.length <= LONGEST_BARE && /^[\w.~+/=-]{20,}$/.test(text)

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new RecordError('bad-json', null, 'The value is a string, but not JSON.')
  }
}

/** The first field that holds a token that can be used; what is wrong with the first of them, where none does. */
function readAccessToken(fields: { [field: string]: Json }): string {
  let flaw: RecordError | null = null
  for (const field of TOKEN_FIELDS) {
    try {
      const token = readToken(field, fields[field])
      if (token !== null) return token
    } catch (error) {
      if (field === 'access_token' || typeof fields[field] === 'string') flaw ??= error as RecordError
    }
  }
  throw flaw ?? new RecordError('missing-field', 'access_token', 'The field "access_token" is missing.')
}

/** When the token was issued; one that never was yet is none. */
function readCreation(value: unknown): PointInTime | null {
  const created = readPointInTime('created_at', value)
  if (created !== null && created.at >= NEVER) {
    throw new RecordError('bad-field', 'created_at', 'The field "created_at" is a time that is far off.')
  }
  return created
}

function readToken(field: string, value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null
  if (typeof value !== 'string') throw new RecordError('bad-field', field, `The field "${field}" is not a string.`)
  const flaw = tokenFlaw(value)
  if (flaw !== null) throw new RecordError('bad-field', field, `The field "${field}" ${flaw}.`)
  return value
}

function readHeaderKind(token: string, tokenType: string, byHand: boolean, refreshable: boolean): HeaderKind | null {
  const byForm = headerKindByForm(token)
  const bearer = tokenType === 'bearer' || byForm === 'bearer'
  if (bearer) return byHand ? null : 'bearer'
  if (byHand) return 'api-key'
  return refreshable ? null : byForm
}

function timesOf(
  { created, expires, life }: { created: PointInTime | null; expires: PointInTime | null; life: number | null },
  token: string,
  hints: { tokenType: string; refreshToken: string | null },
  writtenAt: EpochSeconds,
): { issuedAt: EpochSeconds | null; expiry: Expiry } {
  const jwt = jwtTimes(token)

  const issuedAt = jwt.issuedAt ?? created?.at ?? writtenAt
  const issueKnown = jwt.issuedAt !== null || created !== null
  const endOfLife = issuedAt + (life ?? THIRTY_DAYS)
  const isLeftOver = life !== null && (hints.tokenType !== '' || hints.refreshToken !== null)

  const end = (certainty: 'stated' | 'assumed', at: EpochSeconds) => ({
    issuedAt: issuedAt <= at ? issuedAt : null,
    expiry: { certainty, at },
  })
  if (jwt.expiresAt !== null) return end('stated', jwt.expiresAt)
  if (expires !== null && expires.at >= NEVER && !isLeftOver) return { issuedAt, expiry: { certainty: 'never' } }
  if (expires !== null && expires.at < NEVER) {
    return end('stated', life !== null && issueKnown ? Math.min(expires.at, endOfLife) : expires.at)
  }
  const said = life !== null && issueKnown && (hints.tokenType !== '' || life !== THIRTY_DAYS)
  return end(said ? 'stated' : 'assumed', endOfLife)
}
