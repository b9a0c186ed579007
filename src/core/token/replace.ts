import type { Credential } from './credential.ts'
import { RecordError } from './errors.ts'
import { endOf } from './expiry.ts'
import { type Field, type FieldNames, namesIn, tokenFields } from './field-names.ts'
import { JsonText, withMembers } from './json-text.ts'
import { jwtTimes } from './jwt.ts'
import { manualOverride } from './parse.ts'
import type { EpochSeconds, Expiry, HeaderKind, Json, JsonObject, TokenRecord } from './record.ts'
import {
  longestLife,
  millisecondsFrom,
  neverExpires,
  type PointInTime,
  readPointInTime,
  thirtyDays,
  writeNumber,
  writePointInTime,
} from './time.ts'
import { headerKindByForm, tokenFlaw, tokenWithin } from './token-text.ts'
import { changedAt, openValue, usableToken } from './value-form.ts'

/** What a new token takes the place of; the tokens are null where the row's fields hold none. */
export interface OldValue extends Pick<TokenRecord, 'value' | 'refreshToken' | 'issuedAt'> {
  readonly accessToken: string | null
  readonly headerKind?: HeaderKind | null
  readonly expiry?: Expiry
  /** The value's JSON text as the database gave it, where it is known: the value itself may have lost digits. */
  readonly text?: string | undefined
  /** It is another company's than the new token, and its refresh token would bring that one's again. */
  readonly isOfAnotherCompany?: boolean
}

/**
 * The row's value with a new token in it.
 *
 * Takes the row as it is (null: there is none), the credential and the time (seconds). Gives the value's JSON text in the
 * row's own form, in which everything that does not change is as it was, to the last character:
 * - The token goes where the row has it: `access_token`, `api_key`, `token`, each as the row spells it, or the string that
 *   the value is; where several
 *   fields hold the same token, all of them get the new one. What stood around it ("Bearer", quotation marks) goes. `expires_in` (seconds) and `created_at` are written beside it, as numbers or in the
 *   form that they had: digits stay text, milliseconds and ISO 8601 stay what they are. Times come from a JWT itself, else from the credential, else they are now and the guide's 30 days.
 * - An API key in place of one that never expires never expires either.
 * - `refresh_token` is the credential's, else the old one, unless that is another company's; "manual_override" stays only
 *   beside an API key.
 * - `expires_at` goes where it said never, and is rewritten the way it was written where it said a time.
 * - `token_type` is corrected where it would name the wrong header, and added where a bearer token would otherwise be
 *   taken for an API key.
 * - A value that nothing is understood of gives way to an object.
 * - A credential that holds the row's own token and says nothing new changes nothing: the token gets no younger. One
 *   that says only a new refresh token, or only another header, changes only that.
 *
 * Throws a `RecordError` when the credential's token fits no header.
 */
export function replaceToken(record: OldValue | null, credential: Credential, now: EpochSeconds): JsonText {
  for (const [field, token] of [
    ['access_token', credential.accessToken],
    ['refresh_token', credential.refreshToken],
  ] as const) {
    const flaw = token === null ? null : tokenFlaw(token)
    if (flaw !== null) throw new RecordError('bad-field', field, `The new ${field} ${flaw}.`)
  }
  const text = record === null ? '{}' : (record.text ?? JSON.stringify(record.value))
  if (record !== null && bringsNothingNew(record, credential)) return new JsonText(text)

  const { place } = openValue(record === null ? {} : record.value)
  if (place !== null && place.fields === null) {
    return new JsonText(changedAt(text, place, () => JSON.stringify(credential.accessToken)))
  }
  const before: JsonObject = place?.fields ?? {}
  const changes = changesOf(before, record, credential, now)
  if (place === null) return new JsonText(withMembers('{}', changes))
  return new JsonText(changedAt(text, place, (object) => withMembers(object, changes)))
}

/** What a new token changes in the fields, by their own names; undefined: taken out. */
function changesOf(
  before: JsonObject,
  record: OldValue | null,
  credential: Credential,
  now: EpochSeconds,
): ReadonlyMap<string, Json | undefined> {
  const names = namesIn(before)
  const fields: Fields = {}
  for (const field of besideFields) fields[field] = before[names.of(field)]
  setRefreshToken(fields, record, credential)
  const sameToken = record?.accessToken === credential.accessToken
  if (!sameToken) setTimes(fields, record, credential, now)
  else if (credential.lifeSeconds !== null) setTimes(fields, record, credential, record?.issuedAt ?? now)
  setTokenType(fields, credential)

  const changes = new Map<string, Json | undefined>()
  for (const name of seatsOf(before, names, record?.accessToken ?? null)) {
    if (before[name] !== credential.accessToken) changes.set(name, credential.accessToken)
  }
  for (const field of besideFields) {
    const counting = names.of(field)
    if (fields[field] === before[counting]) continue
    changes.set(counting, fields[field])
    // Another spelling that said the same goes on saying the same.
    for (const name of names.all(field)) if (before[name] === before[counting]) changes.set(name, fields[field])
  }
  return changes
}

/** The fields beside the token, whatever the row calls them. */
const besideFields = [
  'refresh_token',
  'expires_in',
  'created_at',
  'expires_at',
  'token_type',
] as const satisfies Field[]
type Fields = { [field in (typeof besideFields)[number]]?: Json | undefined }

/** Wherever the old token stands, and where none is; another token beside it is not ours to write over. */
function seatsOf(before: JsonObject, names: FieldNames, old: string | null): string[] {
  const all = tokenFields.flatMap((field) => names.all(field))
  const holding = old === null ? [] : all.filter((name) => usableToken(before[name]) === old)
  const meant = names.all('access_token').filter((name) => holdsNothing(before[name]))
  if (holding.length > 0) return [...new Set([...holding, ...meant])]
  const first = names.all('access_token').length === 0 ? all.find((name) => holdsNothing(before[name])) : undefined
  return [first ?? names.of('access_token')]
}

const holdsNothing = (value: Json | undefined) =>
  value === null || (typeof value === 'string' && tokenWithin(value) === null)

function bringsNothingNew(record: OldValue, credential: Credential): boolean {
  return (
    credential.accessToken === record.accessToken &&
    credential.lifeSeconds === null &&
    (credential.refreshToken === null || credential.refreshToken === record.refreshToken) &&
    (credential.headerKind === null || credential.headerKind === record.headerKind)
  )
}

function setRefreshToken(fields: Fields, record: OldValue | null, credential: Credential): void {
  const { refreshToken: old = null, isOfAnotherCompany = false } = record ?? {}
  const refreshToken = credential.refreshToken ?? (isOfAnotherCompany ? null : old)
  const isOverride = fields['refresh_token'] === manualOverride
  if (refreshToken !== null) fields['refresh_token'] = refreshToken
  else if (isOverride ? kindOf(credential) !== 'api-key' : isOfAnotherCompany) delete fields['refresh_token']
}

function setTimes(
  fields: Fields,
  record: OldValue | null,
  credential: Credential,
  otherwiseIssuedAt: EpochSeconds,
): void {
  if (isKeyForKey(record, credential)) {
    // Who adds a life to the time when it began finds it living on.
    if (pointIn(fields, 'created_at') !== null) fields['created_at'] = creationLike(fields, otherwiseIssuedAt)
    return
  }
  const jwt = jwtTimes(credential.accessToken)
  const createdAt = Math.floor(jwt.issuedAt ?? credential.issuedAt ?? otherwiseIssuedAt)
  const life = jwt.expiresAt === null ? (credential.lifeSeconds ?? thirtyDays) : jwt.expiresAt - createdAt
  const expiresIn = Math.min(Math.max(0, Math.floor(life)), longestLife)
  fields['expires_in'] = writeNumber(expiresIn, fields['expires_in'])
  fields['created_at'] = creationLike(fields, createdAt)

  const old = writtenAs(fields['expires_at'])
  if (old === null) return
  const expiresAt = createdAt + expiresIn
  if (old.at >= neverExpires || expiresAt >= neverExpires) delete fields['expires_at']
  else {
    fields['expires_at'] = writePointInTime(expiresAt, { unit: old.unit, before: fields['expires_at'] })
  }
}

/** When a token was issued, as the row has written it so far; seconds where it says nothing that is understood. */
function creationLike(fields: Fields, createdAt: EpochSeconds): string | number {
  const unit = pointIn(fields, 'created_at')?.unit
  // What is not of the years that milliseconds are known by would be read as seconds.
  if (unit === undefined || (unit === 'milliseconds' && createdAt < millisecondsFrom / 1000)) return createdAt
  return writePointInTime(createdAt, { unit, before: fields['created_at'] })
}

function pointIn(fields: Fields, field: keyof Fields): PointInTime | null {
  try {
    return readPointInTime(field, fields[field])
  } catch {
    return null
  }
}

/** How `expires_at` was written; what is not understood is written anew as what it comes closest to. */
function writtenAs(value: Json | undefined): PointInTime | null {
  try {
    return readPointInTime('expires_at', value)
  } catch {
    if (typeof value === 'string') return { at: 0, unit: 'iso-8601' }
    return typeof value === 'number' ? { at: 0, unit: 'seconds' } : { at: neverExpires, unit: 'seconds' }
  }
}

/**
 * Whether an API key of which nothing is said comes in place of one that never expires. What brings a refresh token is no
 * such key: it may be renewed, and a row with a refresh token is not read as one of a key.
 */
function isKeyForKey(record: OldValue | null, credential: Credential): boolean {
  const isKey = record?.headerKind === 'api-key' && kindOf(credential) === 'api-key' && credential.refreshToken === null
  return isKey && record.expiry !== undefined && endOf(record.expiry) === null && credential.lifeSeconds === null
}

function setTokenType(fields: Fields, credential: Credential): void {
  const kind = kindOf(credential)
  const old = fields['token_type']
  const saysBearer = typeof old === 'string' && old.toLowerCase() === 'bearer'
  if (kind === 'bearer' && !saysBearer) {
    const mistakable = headerKindByForm(credential.accessToken) === 'api-key'
    if (typeof old === 'string' || mistakable) fields['token_type'] = 'Bearer'
  }
  if (kind !== 'bearer' && saysBearer) delete fields['token_type']
}

function kindOf(credential: Credential): HeaderKind | null {
  return credential.headerKind ?? headerKindByForm(credential.accessToken)
}
