import type { Credential } from '../token/credential.ts'
import { GazelleError } from './errors.ts'
import type { Gazelle } from './ports.ts'
import { isIssued, mayBeRevoked, type Revocation } from './revocation.ts'

/**
 * What came of revoking all tokens.
 * - `revoked`: Gazelle no longer accepts any that the application is known to have got
 * - `row-unread`: the row could not be read, so its token is not known
 * - `rejected`: Gazelle says no to one
 * - `unreached`: Gazelle has not answered, so one may live
 * - `still-accepted`: Gazelle says that one is revoked, and accepts it; another application has got it, say
 */
export type RevokedAll = 'row-unread' | 'still-accepted' | Revocation

export interface RevokeAllPorts {
  /** The row's token; null where it holds none. Rejects where that cannot be told. */
  readonly readRow: () => Promise<Credential | null>
  /** As `revokeToken`. */
  readonly revoke: (token: string, hint: 'access_token' | 'refresh_token') => Promise<Revocation>
  readonly gazelle: Pick<Gazelle, 'probe'>
}

/** Others may renew the row's token meanwhile. */
const looks = 3

/**
 * Revokes the row's token and those that are kept, with their refresh tokens, and asks Gazelle whether it still accepts them. What
 * the application is not known to have got is revoked too, where Gazelle knows that it has. Never rejects.
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
  // Somebody renews it faster than it is revoked.
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
