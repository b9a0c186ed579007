import { createGazelle } from '../../core/gazelle/probe.ts'
import { revokeToken } from '../../core/gazelle/revocation.ts'
import { revokeAll } from '../../core/gazelle/revoke-all.ts'
import { readRow } from '../../core/keeper/reading.ts'
import { credentialOf } from '../../core/keeper/row-credential.ts'
import { createSupabaseStores } from '../../core/store/supabase.ts'
import { fetchBySystem, userAgent } from '../network.ts'
import type { Vault } from '../vault.ts'
import type { ForgettingOptions } from './forgetting.ts'
import { gazelleAt } from './gazelle.ts'
import { sessionStorageIn } from './supabase-user.ts'

/** Revokes tokens at Gazelle over this computer's network, and reads the row with the session that the vault holds. */
export function revokeWith(vault: Vault): ForgettingOptions['revoke'] {
  return async (connection, kept) => {
    const { gazelleUrl, application } = connection
    const network = { fetch: fetchBySystem, userAgent }
    const clock = { now: () => Date.now() }
    const { token } = createSupabaseStores({
      ...network,
      clock,
      url: connection.supabaseUrl,
      key: connection.supabaseKey,
      signIn: connection.supabaseUser,
      sessionStorage: sessionStorageIn(vault),
      table: connection.table,
      rowKey: connection.rowKey,
    })
    const revocationEndpoint = new URL('/developer/oauth/revoke', gazelleUrl).href
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
