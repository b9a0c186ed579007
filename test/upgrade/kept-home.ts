import { randomUUID } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSandbox, type Sandbox } from '../../sandbox/index.ts'
import { writeJsonFile } from '../../sandbox/json-file.ts'
import { startKeyring } from '../../scripts/desktop/keyring.ts'
import type { Service } from '../../scripts/desktop/service.ts'
import { bringBack, type KnownMember } from './member.ts'

/** The homes of people as earlier commits left them, a folder each, by the commit's short hash. */
export const homesFolder = join(import.meta.dirname, '../fixtures/homes')

/** Opens the keychain of all these homes. */
const keyringPassword = 'made-up'

/**
 * Below those that systems give out, and the same for all homes: the files of a row are named and sealed by its address. One
 * test at a time can have them.
 */
export const ports = { gazelle: 20_117, supabase: 20_118 }

/** Where a person's files lie in their home. */
export const placesIn = (home: string) => ({
  profile: join(home, '.config/Gazelle Keeper'),
  keyrings: join(home, '.local/share/keyrings'),
  state: join(home, '.local/state/gazelle-keeper'),
})

/** The access tokens, by where they were when the earlier program ended. */
export interface KeptTokens {
  /** From the sign-in window; the row has had it before. */
  readonly captured: string
  /** In the row. */
  readonly row: string
  /** Held by the app, in its vault: Supabase was away. */
  readonly heldByApp: string
  /** Held by the command line, in its journal. */
  readonly heldByCommandLine: string
}

/** What is outside the home: Gazelle, Supabase and the row, as they were when the earlier program ended. */
export interface Outside {
  readonly commit: string
  readonly tokens: KeptTokens
  readonly row: Readonly<Record<string, unknown>>
  /** The files of the sandbox, but for what nobody in the home knows. */
  readonly gazelle: Readonly<Record<string, unknown>>
  readonly supabase: Readonly<Record<string, unknown>>
  readonly member: KnownMember
}

export const keptHomes = (): string[] => readdirSync(homesFolder).sort()

export const outsideOf = (name: string): Outside =>
  JSON.parse(readFileSync(join(homesFolder, name, 'outside.json'), 'utf8'))

/** The names of the secrets that the app kept in a home. */
export const secretsOf = (name: string): string[] =>
  Object.keys(JSON.parse(readFileSync(join(placesIn(join(homesFolder, name, 'home')).profile, 'secrets.json'), 'utf8')))

/** Puts a copy of a kept home where a desktop has its own. */
export function moveIn(name: string, home: string): void {
  cpSync(join(homesFolder, name, 'home'), home, { recursive: true })
}

/** Starts the keychain of these homes on a desktop that has none yet. */
export function startOwnKeyring(env: Record<string, string>): Promise<Service> {
  mkdirSync(join(env['XDG_DATA_HOME'] ?? '', 'keyrings'), { recursive: true, mode: 0o700 })
  return startKeyring(env['DBUS_SESSION_BUS_ADDRESS'] ?? '', env, keyringPassword)
}

/** Opens a sandbox at the addresses that all these homes know. `folder` holds its files, or is new. */
export async function openAtKnownPorts(folder: string): Promise<Sandbox> {
  const sandbox = await openSandbox({ folder })
  const { gazelleUrl, supabaseUrl } = sandbox.connection
  const isThere = gazelleUrl.endsWith(`:${ports.gazelle}`) && supabaseUrl.endsWith(`:${ports.supabase}`)
  if (isThere) return sandbox
  await sandbox.close()
  throw new Error(`Another program has the ports ${ports.gazelle} and ${ports.supabase}, or one of them.`)
}

/** Opens what was outside a kept home, in a new folder. */
export async function openOutside({ gazelle, supabase, row, member }: Outside, folder: string): Promise<Sandbox> {
  writeJsonFile(join(folder, 'gazelle.json'), { ...gazelle, port: ports.gazelle })
  writeJsonFile(join(folder, 'supabase.json'), { ...supabase, secretKey: randomUUID(), port: ports.supabase })
  const sandbox = await openAtKnownPorts(folder)
  await bringBack(sandbox, member)
  await sandbox.supabase.sql`
    insert into system_settings (key, value) values ('gazelle_oauth_token', ${JSON.stringify(row)}::text::jsonb)`
  return sandbox
}
