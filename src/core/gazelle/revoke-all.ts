import type { Credential } from '../token/credential.ts'
import { GazelleError } from './errors.ts'
import type { Gazelle } from './ports.ts'
import { isIssued, mayBeRevoked, type Revocation } from './revocation.ts'

/**
 * How revoking all tokens ended:
 * - `revoked`: Gazelle no longer accepts any that the application is known to have got
 * - `row-unread`: the row could not be read, so its token is not known
 * - `rejected`: Gazelle refuses to revoke one
 * - `unreached`: Gazelle has not answered, so one may live
 * - `still-accepted`: Gazelle says that one is revoked but still accepts it; it may be another application's
 */
export type RevokedAll = 'row-unread' | 'still-accepted' | Revocation

export interface RevokeAllPorts {
  /** The row's token; null if it holds none. Rejects if the row cannot be read. */
  readonly readRow: () => Promise<Credential | null>
  /** As `revokeToken`. */
  readonly revoke: (token: string, hint: 'access_token' | 'refresh_token') => Promise<Revocation>
  readonly gazelle: Pick<Gazelle, 'probe'>
}

/** How often the row is read: others may renew its token meanwhile. */
const looks = 3

/**
 * Revokes the row's token and the kept ones, with their refresh tokens, and asks Gazelle whether it still accepts them. Tokens
 * that may not be the application's are tried too: Gazelle revokes those that are. Never rejects.
 */
export async function revokeAll(kept: readonly Credential[], ports: RevokeAllPorts): Promise<RevokedAll> {
  const seen = new Set<string>()
  for (let look = 0; look < looks; look++) {
    let inRow: Credential | null
    try {
      inRow = await ports.readRow()
    } catch {
      return 'row-unread'
    }
    const news = [...(inRow === null ? [] : [inRow]), ...kept].filter((credential) => {
      const isNew = mayBeRevoked(credential) && !seen.has(tokensOf(credential))
      seen.add(tokensOf(credential))
      return isNew
    })
    if (news.length === 0) return 'revoked'
    const outcomes = await Promise.all(news.map(async (credential) => await revokeOne(credential, ports)))
    const failed = outcomes.find((outcome, index) => outcome !== 'revoked' && isIssued(news[index] as Credential))
    if (failed !== undefined) return failed
  }
  // Somebody renews the token faster than it is revoked.
  return 'still-accepted'
}

const tokensOf = ({ accessToken, refreshToken }: Credential) => `${accessToken} ${refreshToken}`

async function revokeOne(credential: Credential, { revoke, gazelle }: RevokeAllPorts): Promise<RevokedAll> {
  const { accessToken, refreshToken } = credential
  // The refresh token first: it could bring another access token.
  const refresh = refreshToken === null ? 'revoked' : await revoke(refreshToken, 'refresh_token')
  const access = await revoke(accessToken, 'access_token')
  const failed = [refresh, access].find((outcome) => outcome !== 'revoked')
  if (failed !== undefined) return failed
  if (!isIssued(credential)) return 'revoked'
  try {
    await gazelle.probe(credential)
    return 'still-accepted'
  } catch (error) {
    const kind = error instanceof GazelleError ? error.kind : null
    if (kind === 'unauthorized') return 'revoked'
    return kind === 'forbidden' ? 'still-accepted' : 'unreached'
  }
}
