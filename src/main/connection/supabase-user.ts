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
  const storage: SessionStorage = {
    getItem: (name) => session.get(name) ?? null,
    setItem: (name, value) => void session.set(name, value),
    removeItem: (name) => void session.delete(name),
  }
  await createSession(project, user, storage, patienceMilliseconds).accessToken()
  for (const [name, value] of session) vault.set(name, value)
}

/** Ends a user's session, at Supabase if it can be reached, and in the vault in any case. Never rejects. */
export async function signOut(project: ProjectOptions, email: string, vault: Vault): Promise<void> {
  const names = new Set<string>()
  const storage: SessionStorage = {
    ...sessionStorageIn(vault),
    getItem: (name) => {
      names.add(name)
      return vault.get(name)
    },
  }
  try {
    await withDeadline(patienceMilliseconds, undefined, async (stop) => {
      await openAuth(project, email, storage, stop).signOut({ scope: 'local' })
    })
  } catch {
    // Supabase lets an abandoned session expire by itself.
  }
  for (const name of names) vault.forget(name)
}
