import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Observed } from '../../core/base/observed.ts'
import { emptyJournal } from '../../core/keeper/journal.ts'
import { packJournal } from '../../node/journal-content.ts'
import { type ConnectionParts, nameOfRow } from '../connection/connection.ts'
import { SecretFiles } from '../connection/secret-files.ts'
import { Vault } from '../connection/vault.ts'
import type { Keychain } from '../keychain/keychain.ts'
import { Disk } from '../system/disk.ts'
import { SupabaseControl, type SupabaseControlOptions } from './supabase.ts'

// Whom to ask is known with Electron's network; the session is forgotten whether Supabase is asked to end it or not.
vi.mock('../connection/project.ts', () => ({ projectOf: () => null }))

const parts: ConnectionParts = {
  gazelleUrl: 'https://gazelleapp.io',
  supabaseUrl: 'https://project.example',
  supabaseKey: 'the key',
  supabaseEmail: 'keeper@office.example',
  supabasePassword: 'the password',
  supabaseIsOpen: false,
  supabaseTable: 'system_settings',
  supabaseRowKey: 'gazelle_oauth_token',
  oauthClientId: null,
  oauthSecret: null,
  oauthRedirectUri: null,
  oauthInBrowser: false,
}
const row = nameOfRow({
  ...parts,
  supabaseUrl: parts.supabaseUrl ?? '',
  table: parts.supabaseTable,
  rowKey: parts.supabaseRowKey,
})

/** A keychain that is open, and hides nothing: the names are what is looked at. */
const keychain: Keychain = {
  sealsCookies: true,
  ask: async ({ sealed, fresh }) => ({ opened: [...sealed], sealed: fresh }),
  listen: () => undefined,
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gazelle-keeper-forget-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const held = {
  credential: {
    accessToken: 'a',
    headerKind: null,
    refreshToken: null,
    issuedAt: null,
    lifeSeconds: null,
    source: 'clipboard',
  },
  supersedes: null,
  foundAt: 1,
} as const
const journal = (...tokens: readonly (typeof held)[]) => packJournal({ ...emptyJournal, held: tokens })

it('a project that is forgotten leaves nothing in any file of the profile', async () => {
  const vault = new Vault({ files: new SecretFiles(folder), disk: new Disk(), keychain, expectsSecrets: () => false })
  await vault.open(false)
  const ofProject = {
    'supabase.key': 'the key',
    'supabase.password': 'the password',
    [`journal.${row}`]: journal(held),
    [`journal.${row}.newer`]: 'of a newer version',
    'journal.left': journal(),
    'supabase-session-one': 'a session',
  }
  const ofOthers = {
    'proxy.password': 'the proxy’s',
    'gazelle.oauth-secret': 'the application’s',
    'journal.unsaved': journal(held),
    'journal.unreadable': 'of a newer version',
  }
  for (const [name, secret] of Object.entries({ ...ofProject, ...ofOthers })) vault.set(name, secret)
  // What another keychain has sealed once: its names are in clear.
  const aside = (name: string, content: Record<string, string>) =>
    writeFileSync(join(folder, `secrets.aside-${name}.json`), JSON.stringify(content))
  aside('1', { key: 'x', 'supabase.key': 'x', [`journal.${row}`]: 'x' })
  aside('2', { key: 'x', 'supabase.password': 'x', 'proxy.password': 'x' })

  const order: string[] = []
  const chosen = {
    isSandbox: false,
    parts: new Observed(parts),
    change(change: Partial<ConnectionParts>) {
      chosen.parts.set({ ...chosen.parts.value, ...change })
    },
  }
  const control = new SupabaseControl({
    chosen: chosen as unknown as SupabaseControlOptions['chosen'],
    vault,
    clipboard: { read: async () => '', clearWhere: async () => undefined },
    confirm: async () => true,
    takeInvitation: async () => undefined,
    onSetUp: () => undefined,
    // The keeper that is at work writes its journal once more.
    whenChanged: async () => void vault.set(`journal.${row}`, journal(held)),
    forgetSession: async () => void order.push('signed out of Gazelle'),
  })
  await control.forget()

  expect(order).toEqual(['signed out of Gazelle'])
  expect(chosen.parts.value).toMatchObject({ supabaseUrl: null, supabaseKey: null, supabasePassword: null })
  const files = readdirSync(folder)
  expect(files.sort()).toEqual(['secrets.aside-2.json', 'secrets.json', 'secrets.last-good.json'])
  for (const file of files) {
    const names = Object.keys(JSON.parse(readFileSync(join(folder, file), 'utf8')))
    expect(names.filter((name) => name in ofProject)).toEqual([])
  }
  for (const [name, secret] of Object.entries(ofOthers)) expect(vault.get(name)).toBe(secret)
})
