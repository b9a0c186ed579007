import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OAuthApplication } from '../core/gazelle/grant.ts'
import type { Settings } from './settings.ts'
import type { Vault } from './vault.ts'

/** Where Gazelle and the row are, and how to get in. Holds secrets: it stays in main. */
export interface Connection {
  readonly isSandbox: boolean
  /** Gazelle's origin, "https://gazelleapp.io". */
  readonly gazelleUrl: string
  readonly supabaseUrl: string
  readonly supabaseKey: string
  /** A Supabase Auth user, or null where the key alone opens the row. */
  /** The OAuth application that the company has registered at Gazelle, or null: refresh tokens belong to one. */
  readonly application: OAuthApplication | null
  readonly supabaseUser: { readonly email: string; readonly password: string } | null
}

/**
 * The sandbox's connection when the app was started on one (development only), else what the settings say;
 * null when no Supabase project has been named yet. Throws when the sandbox's folder cannot be read.
 */
export function findConnection(sandboxFolder: string | null, settings: Settings, vault: Vault): Connection | null {
  if (sandboxFolder !== null) return readSandbox(sandboxFolder)
  const { supabaseUrl, supabaseEmail, gazelleUrl, oauthClientId } = settings.store
  const supabaseKey = vault.get('supabase.key')
  if (supabaseUrl === null || supabaseKey === null) return null
  const password = vault.get('supabase.password')
  const secret = vault.get('gazelle.oauth-secret')
  return {
    isSandbox: false,
    gazelleUrl,
    supabaseUrl,
    supabaseKey,
    application: oauthClientId === null || secret === null ? null : { clientId: oauthClientId, clientSecret: secret },
    supabaseUser: supabaseEmail === null || password === null ? null : { email: supabaseEmail, password },
  }
}

function readSandbox(folder: string): Connection {
  const sandbox: Record<string, string> = JSON.parse(readFileSync(join(folder, 'connection.json'), 'utf8'))
  const need = (name: string): string => {
    const value = sandbox[name]
    if (typeof value !== 'string') throw new Error(`${join(folder, 'connection.json')} has no ${name}.`)
    return value
  }
  return {
    isSandbox: true,
    gazelleUrl: need('gazelleUrl'),
    supabaseUrl: need('supabaseUrl'),
    supabaseKey: need('supabaseKey'),
    application: { clientId: need('oauthClientId'), clientSecret: need('oauthClientSecret') },
    supabaseUser: { email: need('supabaseEmail'), password: need('supabasePassword') },
  }
}
