import type { Credential } from '../token/credential.ts'
import type { TokenRecord } from '../token/record.ts'

/** The row's token as a credential, so that it can be put back. */
export function credentialOf({ accessToken, refreshToken, headerKind, issuedAt, expiry }: TokenRecord): Credential {
  const isStated = expiry.certainty === 'stated' && issuedAt !== null
  return {
    accessToken,
    refreshToken,
    headerKind,
    issuedAt,
    lifeSeconds: isStated ? expiry.at - issuedAt : null,
    source: 'row',
  }
}
