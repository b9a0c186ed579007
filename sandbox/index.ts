import { join } from 'node:path'
import type { Language } from '../src/shared/catalogue/languages.ts'
import { ownFolder } from './folder.ts'
import { type GazelleSandbox, openGazelle } from './gazelle/index.ts'
import { writeJsonFile } from './json-file.ts'
import { openSupabase, type SupabaseSandbox } from './supabase/index.ts'

export type { GazelleSandbox } from './gazelle/index.ts'
export type { Carriage, RotationPolicy, Settings } from './gazelle/state.ts'
export type { SupabaseSandbox } from './supabase/index.ts'

/** Everything needed to use the sandbox, as connection.json holds it. */
export interface SandboxConnection {
  readonly gazelleUrl: string
  readonly gazelleEmail: string
  readonly gazellePassword: string
  readonly supabaseUrl: string
  /** The publishable key. */
  readonly supabaseKey: string
  readonly supabaseSecretKey: string
  /** A member, who may read and write the settings. */
  readonly supabaseEmail: string
  readonly supabasePassword: string
  /** The key of the sandbox's controls, `POST <gazelleUrl>/_sandbox/…`. */
  readonly controlKey: string
  readonly oauthClientId: string
  readonly oauthClientSecret: string
  readonly oauthRedirectUri: string
}

export interface Sandbox {
  readonly folder: string
  readonly connection: SandboxConnection
  readonly gazelle: GazelleSandbox
  readonly supabase: SupabaseSandbox
  /** Resets both sides to a fresh start, with the same addresses and credentials: milliseconds instead of seconds. */
  reset(): Promise<void>
  /** Shuts both down cleanly and releases the folder; the data stays. May be called again. */
  close(): Promise<void>
}

/**
 * Opens the sandbox in `folder`, which takes 3 s if the folder is new, else 1 s. Writes connection.json into it. Rejects if
 * another process has it open.
 * @param options.like the folder of a closed sandbox with which a new one begins: its Supabase has the same keys, users and rows, and
 * is not made anew, which is most of the time
 * @param options.now Gazelle's clock, milliseconds since 1970; the real one if left out
 * @param options.language that of Gazelle's pages; the usual one if left out
 */
export async function openSandbox(options: {
  folder: string
  like?: string | undefined
  now?: () => number
  language?: Language
}): Promise<Sandbox> {
  const { path: folder, release } = await ownFolder(options.folder)
  const [gazelleStart, supabaseStart] = await Promise.allSettled([
    openGazelle(folder, options.now, options.language),
    openSupabase(folder, options.like),
  ])
  if (gazelleStart.status === 'rejected' || supabaseStart.status === 'rejected') {
    for (const side of [gazelleStart, supabaseStart]) if (side.status === 'fulfilled') await side.value.close()
    await release()
    throw gazelleStart.status === 'rejected' ? gazelleStart.reason : (supabaseStart as PromiseRejectedResult).reason
  }
  const gazelle = gazelleStart.value
  const supabase = supabaseStart.value
  const connection: SandboxConnection = {
    gazelleUrl: gazelle.url,
    gazelleEmail: gazelle.user.email,
    gazellePassword: gazelle.user.password,
    supabaseUrl: supabase.url,
    supabaseKey: supabase.publishableKey,
    supabaseSecretKey: supabase.secretKey,
    supabaseEmail: supabase.member.email,
    supabasePassword: supabase.member.password,
    controlKey: gazelle.controlKey,
    oauthClientId: gazelle.application.clientId,
    oauthClientSecret: gazelle.application.clientSecret,
    oauthRedirectUri: gazelle.application.redirectUris[0] ?? '',
  }
  writeJsonFile(join(folder, 'connection.json'), connection)

  let closed: Promise<void> | undefined
  return {
    folder,
    connection,
    gazelle,
    supabase,
    async reset() {
      gazelle.reset()
      await supabase.reset()
    },
    close() {
      closed ??= Promise.all([gazelle.close(), supabase.close()]).then(release)
      return closed
    },
  }
}
