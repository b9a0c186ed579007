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

/** The value that a new token replaces; its tokens are null if the row's fields hold none. */
export interface OldValue extends Pick<TokenRecord, 'value' | 'refreshToken' | 'issuedAt'> {
  readonly accessToken: string | null
  readonly headerKind?: HeaderKind | null
  readonly expiry?: Expiry
  /** The value's JSON text as the database gave it, if known: the value itself may have lost digits. */
  readonly text?: string | undefined
  /** The old token belongs to another company than the new one, and its refresh token would bring that company's back. */
  readonly isOfAnotherCompany?: boolean
}

/**
 * The row's value with a new token in it.
 *
 * Takes the row as it is (null: there is none), the credential and the time (seconds). Gives the value's JSON text in the
 * row's own form, in which everything that does not change is as it was, to the last character:
 * - The token goes where the row has it: `access_token`, `api_key`, `token`, each in the row's spelling, or the string that is
 *   the whole value. If several fields hold the same token, all of them get the new one. Anything around it ("Bearer",
 *   quotation marks) goes.
 * - `expires_in` (seconds) and `created_at` are written beside it, as numbers or in their old form: digits stay text, and
 *   milliseconds and ISO 8601 stay as they are. Times come from a JWT itself, else from the credential, else they are now and
 *   the guide's 30 days.
 * - An API key in place of one that never expires never expires either.
 * - `refresh_token` is the credential's, else the old one, unless that is another company's; "manual_override" stays only
 *   beside an API key.
 * - `expires_at` is removed if it said never, and rewritten in its old form if it said a time.
 * - `token_type` is corrected if it would name the wrong header, and added if a bearer token would otherwise be taken for an
 *   API key.
 * - A value that is not understood at all is replaced by an object.
 * - A credential with the row's own token and nothing new changes nothing: the token gets no younger. If only its refresh
 *   token, or only its header, is new, only that changes.
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

/** A new token's changes to the fields, by their own names; undefined: removed. */
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
    // Keep another spelling with the same value in step.
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

/** The fields for the token: those with the old one, and those with none; another token beside it must not be overwritten. */
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
    // Keep the start current too: a reader may add a life to it.
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

/** The time of issue in the row's own form; seconds if the row has none that is understood. */
function creationLike(fields: Fields, createdAt: EpochSeconds): string | number {
  const unit = pointIn(fields, 'created_at')?.unit
  // Milliseconds before the year 2000 would be read as seconds.
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

/** The form of `expires_at`; a value that is not understood gets the form that it comes closest to. */
function writtenAs(value: Json | undefined): PointInTime | null {
  try {
    return readPointInTime('expires_at', value)
  } catch {
    if (typeof value === 'string') return { at: 0, unit: 'iso-8601' }
    return typeof value === 'number' ? { at: 0, unit: 'seconds' } : { at: neverExpires, unit: 'seconds' }
  }
}

/**
 * Whether an API key without a stated life replaces one that never expires. A credential with a refresh token is no such key:
 * it may be renewed, and a row with a refresh token is not read as a key's.
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
