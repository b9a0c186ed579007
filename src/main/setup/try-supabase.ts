import { checkSupabase } from '../../core/supabase/setup/checklist.ts'
import { systemClock } from '../../node/system-clock.ts'
import { userOf } from '../connection/connection.ts'
import { projectOf } from '../connection/project.ts'
import { sessionStorageIn } from '../connection/supabase-user.ts'
import type { Vault } from '../connection/vault.ts'
import type { TrySupabase } from './checklist.ts'

/** Tests a project the way the keeper uses it: over this computer's network, with the session that the vault holds. */
export function trySupabaseWith(vault: Vault): TrySupabase {
  return (parts, signal) => {
    const project = projectOf(parts)
    if (project === null) return null
    const { supabaseTable: table, supabaseRowKey: rowKey } = parts
    const sessionStorage = sessionStorageIn(vault)
    return checkSupabase(
      { ...project, clock: systemClock, table, rowKey, signIn: userOf(parts), sessionStorage },
      signal,
    )
  }
}
