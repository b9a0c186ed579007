import { gazelleAddresses } from '../../core/gazelle/addresses.ts'
import { createGazelle } from '../../core/gazelle/probe.ts'
import { revokeToken } from '../../core/gazelle/revocation.ts'
import { revokeAll } from '../../core/gazelle/revoke-all.ts'
import { credentialOf } from '../../core/keeper/row-credential.ts'
import { readRow } from '../../core/keeper/row-reading.ts'
import { systemClock } from '../../node/system-clock.ts'
import { gazelleAt } from '../connection/gazelle.ts'
import { storesOf } from '../connection/stores.ts'
import type { Vault } from '../connection/vault.ts'
import { fetchBySystem, userAgent } from '../system/network.ts'
import type { ForgettingOptions } from './forgetting.ts'

/** Revokes tokens at Gazelle over this computer's network, and reads the row with the session that the vault holds. */
export function revokeWith(vault: Vault): ForgettingOptions['revoke'] {
  return async (connection, kept) => {
    const { gazelleUrl, application } = connection
    const network = { fetch: fetchBySystem, userAgent }
    const clock = systemClock
    const { token } = storesOf(connection, vault)
    const { revocationEndpoint } = gazelleAddresses(gazelleUrl)
    return await revokeAll(kept, {
      async readRow() {
        const { record, flaw } = readRow(await token.read(), Math.floor(clock.now() / 1000))
        if (flaw !== null) throw flaw
        return record && credentialOf(record)
      },
      revoke: (each, hint) => revokeToken(each, { ...network, revocationEndpoint, application }, hint),
      gazelle: createGazelle(gazelleAt(gazelleUrl)),
    })
  }
}
