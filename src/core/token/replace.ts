import type { Credential } from '../gazelle/credential.ts'
import { RecordError } from './errors.ts'
import { jwtTimes } from './jwt.ts'
import { MANUAL_OVERRIDE, readObject } from './parse.ts'
import type { EpochSeconds, HeaderKind, JsonObject, TokenRecord } from './record.ts'
import { LONGEST_LIFE, NEVER, readPointInTime, THIRTY_DAYS, writePointInTime } from './time.ts'
import { headerKindByForm, tokenFlaw } from './token-text.ts'

/** What a new token takes the place of; the tokens are null where the row's fields hold none. */
export interface OldValue extends Pick<TokenRecord, 'value' | 'refreshToken' | 'issuedAt'> {
  readonly accessToken: string | null
}

/**
 * The row's value with a new token in it.
 *
 * Takes the row as it is (null: there is none), the credential and the time (seconds). Gives the value in the row's own
 * shape, with the order of its fields and every field it does not know kept:
 * - `access_token`, `expires_in` and `created_at` (seconds) are always written. Times come from a JWT itself, else from
 *   the credential, else they are now and the guide's 30 days.
 * - `refresh_token` is the credential's, else the old one; "manual_override" stays only beside an API key.
 * - `expires_at` goes where it said never, and is rewritten the way it was written where it said a time.
 * - `token_type` is corrected where it would name the wrong header, and added where a bearer token would otherwise be
 *   taken for an API key.
 * - A credential that holds the row's own token and says nothing new changes nothing: the token gets no younger. One
 *   that says only a new refresh token changes only that.
 *
 * Throws a `RecordError` when the credential's token fits no header.
 */
export function replaceToken(record: OldValue | null, credential: Credential, now: EpochSeconds): JsonObject | string {
  for (const [field, token] of [
    ['access_token', credential.accessToken],
    ['refresh_token', credential.refreshToken],
  ] as const) {
    const flaw = token === null ? null : tokenFlaw(token)
    if (flaw !== null) throw new RecordError('bad-field', field, `The new ${field} ${flaw}.`)
  }
  if (record !== null && bringsNothingNew(record, credential)) return record.value

  const fields: JsonObject = record === null ? {} : { ...readObject(record.value) }
  fields['access_token'] = credential.accessToken
  setRefreshToken(fields, record, credential)
  const sameToken = record?.accessToken === credential.accessToken
  if (!sameToken) setTimes(fields, credential, now)
  else if (credential.lifeSeconds !== null) setTimes(fields, credential, record?.issuedAt ?? now)
  setTokenType(fields, credential)
  return typeof record?.value === 'string' ? JSON.stringify(fields) : fields
}

function bringsNothingNew(record: OldValue, credential: Credential): boolean {
  return (
    credential.accessToken === record.accessToken &&
    credential.lifeSeconds === null &&
    (credential.refreshToken === null || credential.refreshToken === record.refreshToken)
  )
}

function setRefreshToken(fields: JsonObject, record: OldValue | null, credential: Credential): void {
  const refreshToken = credential.refreshToken ?? record?.refreshToken ?? null
  if (refreshToken !== null) fields['refresh_token'] = refreshToken
  else if (fields['refresh_token'] === MANUAL_OVERRIDE && kindOf(credential) !== 'api-key')
    delete fields['refresh_token']
}

function setTimes(fields: JsonObject, credential: Credential, otherwiseIssuedAt: EpochSeconds): void {
  const jwt = jwtTimes(credential.accessToken)
  const createdAt = Math.floor(jwt.issuedAt ?? credential.issuedAt ?? otherwiseIssuedAt)
  const life = jwt.expiresAt === null ? (credential.lifeSeconds ?? THIRTY_DAYS) : jwt.expiresAt - createdAt
  const expiresIn = Math.min(Math.max(0, Math.floor(life)), LONGEST_LIFE)
  fields['expires_in'] = expiresIn
  fields['created_at'] = createdAt

  const old = readPointInTime('expires_at', fields['expires_at'])
  if (old === null) return
  const expiresAt = createdAt + expiresIn
  if (old.at >= NEVER || expiresAt >= NEVER) delete fields['expires_at']
  else {
    const text = typeof fields['expires_at'] === 'string'
    fields['expires_at'] = writePointInTime(expiresAt, { unit: old.unit, text })
  }
}

function setTokenType(fields: JsonObject, credential: Credential): void {
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
