import type { Credential } from './credential.ts'
import { parseRow } from './parse.ts'
import type { JsonObject } from './record.ts'
import { type OldValue, replaceToken } from './replace.ts'
import { writtenAt as now } from './token-fixture.ts'

/** As the web session brings it. */
export const captured: Credential = {
  accessToken: 'N'.repeat(43),
  headerKind: 'bearer',
  refreshToken: null,
  issuedAt: null,
  lifeSeconds: null,
  source: 'web-session',
}
/** As a grant brings it. */
export const granted: Credential = {
  ...captured,
  refreshToken: 'S'.repeat(43),
  issuedAt: now - 5,
  lifeSeconds: 7200,
  source: 'oauth',
}

/** The row's value once the credential is in it. */
export const written = (old: OldValue | null, credential: Credential) =>
  replaceToken(old, credential, now).value as JsonObject
export const replaced = (value: unknown, credential: Credential) => written(parseRow(value, now), credential)
