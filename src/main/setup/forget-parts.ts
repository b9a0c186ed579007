import type { ProjectOptions } from '../../core/supabase/auth.ts'
import type { ChosenConnection } from '../connection/chosen-connection.ts'
import type { ConnectionParts } from '../connection/connection.ts'
import { projectOf } from '../connection/project.ts'
import { journalNames } from '../connection/sealed-secrets.ts'
import { endSession } from '../connection/supabase-user.ts'
import type { Vault } from '../connection/vault.ts'
import { changeParts } from './change-parts.ts'
import type { Forgotten } from './forgotten.ts'

export interface ForgetPartsOptions {
  readonly chosen: Pick<ChosenConnection, 'parts' | 'change'>
  readonly vault: Pick<Vault, 'copyOf' | 'eraseEverywhere' | 'putBack' | 'get'>
  /** Does a work while no keeper acts, and after all that earlier ones had to write. */
  readonly whileIdle: <T>(work: () => Promise<T>) => Promise<T>
}

/**
 * Forgets parts of the connection at once, and their secrets as soon as no keeper uses them. The Supabase user's session goes
 * with them, but lives on at Supabase until `finish`: a session that was ended there could not be put back. Never rejects.
 */
export async function forgetParts(
  { chosen, vault, whileIdle }: ForgetPartsOptions,
  change: Partial<ConnectionParts>,
  isMeant: (name: string) => boolean,
): Promise<Forgotten> {
  const before = chosen.parts.value
  const first = vault.copyOf(isMeant)
  const { isCurrent, putBack } = changeParts(chosen, change)
  const last = await whileIdle(async () => {
    // The keeper that was at work has written its journal, and the session, once more.
    const copy = vault.copyOf(isMeant)
    const isStill = isCurrent()
    const isOld = (name: string) =>
      isStill || journalNames.test(name) || vault.get(name) === (first.read.get(name) ?? null)
    // What was entered meanwhile is not what was to be forgotten.
    vault.eraseEverywhere((name) => isMeant(name) && isOld(name))
    return copy
  })
  return {
    isCurrent,
    async putBack() {
      // The tokens first: the keeper that is made for the connection reads them.
      vault.putBack(last)
      vault.putBack(first)
      await putBack()
    },
    async finish() {
      const project: ProjectOptions | null = projectOf(before)
      const session = new Map([...first.read, ...last.read])
      if (project !== null && before.supabaseEmail !== null) await endSession(project, before.supabaseEmail, session)
    },
  }
}
