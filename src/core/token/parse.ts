import { noToken, RecordError, shownField } from './errors.ts'
import { type Field, type FieldNames, namesIn, tokenFields } from './field-names.ts'
import { jwtTimes } from './jwt.ts'
import type { EpochSeconds, Expiry, HeaderKind, JsonObject, TokenRecord } from './record.ts'
import { neverExpires, type PointInTime, readLife, readPointInTime, thirtyDays } from './time.ts'
import { headerKindByForm, tokenFlaw, tokenWithin } from './token-text.ts'
import { openValue, usableToken } from './value-form.ts'

/** Stands in place of a refresh token when a person has put an API key in the row: there is nothing to refresh. */
export const manualOverride = 'manual_override'

/**
 * Reads the row's value.
 *
 * Takes the column's value and when the row was last written (seconds), which stands in if the row does not say when the
 * token was issued. Gives the token record; throws a `RecordError`, and nothing else, if there is no usable token.
 *
 * - The value is an object, or a string that holds one in JSON or Python's notation, or the token itself; `openValue` says
 *   where it looks. The fields may have other spellings: `accessToken` is `access_token`.
 * - The token is in `access_token`, else in `api_key` or `token`: one word of visible ASCII, perhaps with "Bearer" in front.
 *   `refresh_token` may be missing, null, "" or "manual_override": none. So are "null", "None", "undefined" and their like.
 * - Every other field may hold anything: a value that is not understood counts as missing, and is named in `unread`.
 * - The header kind follows `token_type: bearer` and the token's form (see `headerKindByForm`); a real refresh token
 *   speaks against an API key, "manual_override" for one. It is null if hints are missing or disagree.
 * - A JWT's own `exp` and `iat` outweigh the fields beside it.
 * - `expires_at: 1999999999` or later means never, except beside the `expires_in` of an OAuth answer: there it is left over
 *   from an API key.
 * - If `expires_at` and `created_at + expires_in` disagree, the earlier counts: renewing early costs nothing.
 * - The expiry is `stated` when Gazelle said it: `expires_at`, an OAuth answer as it came (it has a token type), or a life
 *   other than the guide's 30 days. It is `assumed` for the guide's 30 days (a refresh token beside them proves nothing:
 *   a captured token keeps its predecessor's), for a row without any time that is understood, and for a life counted from
 *   the time the row was written.
 * - `issuedAt` is null when the row claims to have expired before it was created.
 */
export function parseRow(value: unknown, writtenAt: EpochSeconds): TokenRecord {
  const { place, rivals, isText } = openValue(value)
  if (rivals.length > 0) {
    throw noToken('bad-field', rivals.map(shownField).join(', '), 'Several fields hold an access token.')
  }
  if (place === null) {
    throw isText
      ? noToken('bad-json', null, 'The value is a string, but neither JSON nor a token.')
      : noToken('not-an-object', null, 'The value is neither an object nor a string that holds one.')
  }
  const fields: JsonObject = place.fields ?? Object.assign(Object.create(null), { access_token: place.bare })
  const names = namesIn(fields)
  const unread: string[] = []
  const optional = <T>(field: Field, read: (name: string, value: unknown) => T): T | null => {
    const name = names.of(field)
    try {
      return read(name, fields[name])
    } catch (error) {
      if (!(error instanceof RecordError)) throw error
      unread.push(shownField(name))
      return null
    }
  }
  const accessToken = readAccessToken(fields, names)
  const byHand = fields[names.of('refresh_token')] === manualOverride
  const refreshToken = optional('refresh_token', readToken)
  const typeField = fields[names.of('token_type')]
  const tokenType = typeof typeField === 'string' ? typeField.toLowerCase() : ''
  const created = optional('created_at', readCreation)
  const expires = optional('expires_at', readPointInTime)
  const life = optional('expires_in', (name, value) => readLife(value, created?.unit === 'milliseconds', name))
  return {
    accessToken,
    refreshToken,
    headerKind: readHeaderKind(accessToken, tokenType, byHand, refreshToken !== null),
    ...timesOf({ created, expires, life }, accessToken, { tokenType, refreshToken }, writtenAt),
    value: value as JsonObject | string,
    unread,
  }
}

/**
 * Why a row's value holds no usable token. Null if it does hold one, or says itself that there is none: it is null, or its
 * fields are empty.
 */
export function flawInValue(value: unknown): RecordError | null {
  if (value === null) return null
  try {
    parseRow(value, 0)
    return null
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    return error.flaw === 'missing-field' ? null : error
  }
}

/** Gives the row's value exactly as it came. */
export function serialise(record: TokenRecord): JsonObject | string {
  return record.value
}

/** The token of the first field with a usable one. Throws the first field's flaw if there is none. */
function readAccessToken(fields: JsonObject, names: FieldNames): string {
  let flaw: RecordError | null = null
  for (const field of tokenFields) {
    for (const name of names.all(field)) {
      const token = usableToken(fields[name])
      if (token !== null) return token
      if (field === 'access_token' || typeof fields[name] === 'string') flaw ??= flawOf(name, fields[name])
    }
  }
  const name = names.of('access_token')
  throw flaw ?? noToken('missing-field', name, `The field "${shownField(name)}" is missing.`)
}

/** Why a field's value is not a token; null if it says that there is none. */
function flawOf(name: string, value: unknown): RecordError | null {
  try {
    readToken(name, value)
    return null
  } catch (error) {
    const { flaw, field, message } = error as RecordError
    return noToken(flaw, field, message)
  }
}

/** When the token was issued. Throws a `RecordError` for a time that is far off. */
function readCreation(name: string, value: unknown): PointInTime | null {
  const created = readPointInTime(name, value)
  if (created !== null && created.at >= neverExpires) {
    throw new RecordError('bad-field', name, `The field "${shownField(name)}" is a time that is far off.`)
  }
  return created
}

function readToken(name: string, value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (typeof value !== 'string')
    throw new RecordError('bad-field', name, `The field "${shownField(name)}" is not a string.`)
  const token = tokenWithin(value)
  const flaw = token === null ? null : tokenFlaw(token)
  if (flaw !== null) throw new RecordError('bad-field', name, `The field "${shownField(name)}" ${flaw}.`)
  return token
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
  const endOfLife = issuedAt + (life ?? thirtyDays)
  const isLeftOver = life !== null && (hints.tokenType !== '' || hints.refreshToken !== null)

  const end = (certainty: 'stated' | 'assumed', at: EpochSeconds) => ({
    issuedAt: issuedAt <= at ? issuedAt : null,
    expiry: { certainty, at },
  })
  if (jwt.expiresAt !== null) return end('stated', jwt.expiresAt)
  if (expires !== null && expires.at >= neverExpires && !isLeftOver) return { issuedAt, expiry: { certainty: 'never' } }
  if (expires !== null && expires.at < neverExpires) {
    return end('stated', life !== null && issueKnown ? Math.min(expires.at, endOfLife) : expires.at)
  }
  const said = life !== null && issueKnown && (hints.tokenType !== '' || life !== thirtyDays)
  return end(said ? 'stated' : 'assumed', endOfLife)
}
