import { withDeadline } from '../../core/base/deadline.ts'
import { openAuth, type ProjectOptions } from '../../core/supabase/auth.ts'
import type { ConnectionOptions } from '../../core/supabase/database.ts'
import { createSession } from '../../core/supabase/session.ts'
import type { Vault } from './vault.ts'

type SessionStorage = NonNullable<ConnectionOptions['sessionStorage']>

const patienceMilliseconds = 15_000

/** The keeper's storage for the Supabase user's session: the vault. */
export function sessionStorageIn(vault: Vault): SessionStorage {
  return {
    getItem: (name) => vault.get(name),
    setItem: (name, value) => void vault.set(name, value),
    removeItem: (name) => vault.forget(name),
  }
}

/**
 * Signs a user in by password, whatever session there was before, and leaves the new session in the vault. Rejects with a
 * `StoreError`, or with `Interrupted` if Supabase does not answer in 15 seconds; the vault is then unchanged.
 */
export async function signInByPassword(
  project: ProjectOptions,
  user: { readonly email: string; readonly password: string },
  vault: Vault,
): Promise<void> {
  const session = new Map<string, string>()
  // Not in the vault yet: an earlier session there would sign in without checking the password.
  const storage = storageIn(session)
  await createSession(project, user, storage, patienceMilliseconds).accessToken()
  for (const [name, value] of session) vault.set(name, value)
}

/**
 * Ends a user's session at Supabase, if it can be reached in 15 seconds. `kept`: the session, as it was in the vault. Never
 * rejects.
 */
export async function endSession(
  project: ProjectOptions,
  email: string,
  kept: ReadonlyMap<string, string>,
): Promise<void> {
  const storage = storageIn(new Map(kept))
  try {
    await withDeadline(patienceMilliseconds, undefined, async (stop) => {
      const auth = await openAuth(project, email, storage, stop)
      await auth.signOut({ scope: 'local' })
    })
  } catch {
    // Supabase lets an abandoned session expire by itself.
  }
}

function storageIn(session: Map<string, string>): SessionStorage {
  return {
    getItem: (name) => session.get(name) ?? null,
    setItem: (name, value) => void session.set(name, value),
    removeItem: (name) => void session.delete(name),
  }
}
