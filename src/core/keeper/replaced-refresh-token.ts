import type { Held } from './journal.ts'

/** The refresh token in whose place the held one was issued; null if there is none, or the server goes on with the same one. */
export function refreshTokenReplacedBy({ credential: { refreshToken }, supersedes }: Held): string | null {
  if (supersedes === null || refreshToken === null || refreshToken === supersedes.refreshToken) return null
  return supersedes.refreshToken
}
