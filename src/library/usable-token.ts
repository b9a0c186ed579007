import type { UsableToken } from '../core/keeper/keeper.ts'
import { readRow } from '../core/keeper/reading.ts'
import { fingerprint } from '../core/token/fingerprint.ts'
import type { NodeKeeper } from '../node/keeper.ts'
import { patientToken } from '../node/patient-token.ts'

/**
 * Gives what finds a token for a caller, as `patientToken` does; and where Gazelle knows the row's token and denies its user
 * the clients (403), that token: it may well be allowed what the caller asks. The keeper's state tells of the denial.
 */
export function tokenSource({ keeper, stores }: NodeKeeper): (signal: AbortSignal) => Promise<UsableToken> {
  let denied: UsableToken | null = null

  /** Whether the token is the row's, as far as is known, and is denied. */
  const isDenied = (accessToken: string): boolean => {
    const { isForbidden, token } = keeper.state.value
    return isForbidden && token?.fingerprint === fingerprint(accessToken)
  }

  async function deniedInRow(signal: AbortSignal): Promise<UsableToken | null> {
    const row = await stores.token.read(signal)
    const { record } = readRow(row, Math.floor(keeper.clock.now() / 1000))
    if (record === null || !isDenied(record.accessToken)) return null
    const headerKind = keeper.state.value.token?.headerKind ?? record.headerKind ?? 'bearer'
    return { accessToken: record.accessToken, headerKind }
  }

  return async (signal) => {
    // Nothing is to be done for the row before the keeper's rest is over.
    const isResting = keeper.clock.now() < keeper.state.value.restsUntil
    if (denied !== null && isResting && isDenied(denied.accessToken)) return denied
    try {
      return await patientToken(keeper, signal)
    } catch (error) {
      if (!keeper.state.value.isForbidden) throw error
      denied = await deniedInRow(signal).catch(() => null)
      if (denied === null) throw error
      return denied
    }
  }
}
