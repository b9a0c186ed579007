import { createGazelle } from '../core/gazelle/probe.ts'
import { Keeper } from '../core/keeper/keeper.ts'
import { createSupabaseStore } from '../core/store/supabase.ts'
import type { Connection } from './connection.ts'
import { openJournal } from './journal.ts'
import { fetchBySystem, userAgent } from './network.ts'
import type { Vault } from './vault.ts'

/** Puts the keeper together with this computer's network, clock and keychain. */
export function createKeeper(connection: Connection, vault: Vault): Keeper {
  const clock = { now: () => Date.now() }
  const endpoint = new URL('/graphql/private/', connection.gazelleUrl).href
  return new Keeper({
    clock,
    journal: openJournal(vault),
    gazelle: createGazelle({ endpoint, fetch: fetchBySystem, clock, userAgent }),
    store: createSupabaseStore({
      url: connection.supabaseUrl,
      key: connection.supabaseKey,
      signIn: connection.supabaseUser,
      fetch: fetchBySystem,
      userAgent,
      sessionStorage: {
        getItem: (name) => vault.get(name),
        setItem: (name, value) => vault.set(name, value),
        removeItem: (name) => vault.forget(name),
      },
    }),
  })
}
