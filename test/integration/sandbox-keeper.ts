import { setTimeout as pause } from 'node:timers/promises'
import type { SandboxConnection } from '../../sandbox/index.ts'
import { defaultRowKey, defaultTable } from '../../src/core/supabase/names.ts'
import { FileJournal } from '../../src/node/file-journal.ts'
import { createNodeKeeper, type NodeKeeper } from '../../src/node/keeper.ts'
import { createSeal } from '../../src/node/sealed.ts'

/**
 * A keeper without a window on the sandbox, signed in at Supabase as the company's user. What the sandbox rejects it rejects
 * for good: less than a second is waited for its word on a fresh token.
 */
export function createSandboxKeeper(connection: SandboxConnection, stateFolder: string): NodeKeeper {
  return createNodeKeeper({
    supabaseUrl: connection.supabaseUrl,
    supabaseKey: connection.supabaseKey,
    supabaseUser: { email: connection.supabaseEmail, password: connection.supabasePassword },
    gazelleUrl: connection.gazelleUrl,
    application: { clientId: connection.oauthClientId, clientSecret: connection.oauthClientSecret },
    stateFolder,
    pause: (milliseconds) => pause(milliseconds / 100),
  })
}

/** The journal that such keepers leave in their folder when they are gone; read it, and close it again. */
export function journalLeftIn(connection: SandboxConnection, stateFolder: string): FileJournal {
  const row = [connection.supabaseUrl, defaultTable, defaultRowKey]
  return new FileJournal(stateFolder, createSeal(connection.supabaseKey, row))
}
