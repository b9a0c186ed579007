import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Observed } from '../../core/base/observed.ts'
import { emptyJournal } from '../../core/keeper/journal.ts'
import { sessionName } from '../../core/supabase/auth.ts'
import { packJournal } from '../../node/journal-content.ts'
import { type ConnectionParts, nameOfRow } from '../connection/connection.ts'
import { SecretFiles } from '../connection/secret-files.ts'
import { Vault } from '../connection/vault.ts'
import type { Keychain } from '../keychain/keychain.ts'
import { Disk } from '../system/disk.ts'
import { SupabaseControl, type SupabaseControlOptions } from './supabase.ts'

const ended = vi.hoisted(() => [] as [email: string, session: Record<string, string>][])
// Whom to ask is known with Electron's network.
vi.mock('../connection/project.ts', () => ({ projectOf: () => ({}) }))
vi.mock('../connection/supabase-user.ts', () => ({
  endSession: async (_project: unknown, email: string, session: Map<string, string>) =>
    void ended.push([email, Object.fromEntries(session)]),
}))

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
  alerts: {},
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
  ended.splice(0)
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

const session = sessionName('https://project.example', 'keeper@office.example')
const ofProject = {
  'supabase.key': 'the key',
  'supabase.password': 'the password',
  [`journal.${row}`]: journal(held),
  [`journal.${row}.newer`]: 'of a newer version',
  'journal.left': journal(),
  [session]: 'a session',
  'alerts.slack': JSON.stringify({ 'slack.address': 'https://hooks.example/of-the-project' }),
}
const ofOthers = {
  'proxy.password': 'the proxy’s',
  'gazelle.oauth-secret': 'the application’s',
  'journal.unsaved': journal(held),
  'journal.unreadable': 'of a newer version',
}
/** What the keeper that is at work writes into its journal last. */
const lastJournal = journal(held, held)

/** A project that is set up; `meanwhile` happens while the keeper that is at work comes to its end. */
async function setUp(meanwhile = (_world: { vault: Vault; chosen: { change: (change: object) => void } }) => {}) {
  const vault = new Vault({ files: new SecretFiles(folder), disk: new Disk(), keychain, expectsSecrets: () => false })
  await vault.open(false)
  for (const [name, secret] of Object.entries({ ...ofProject, ...ofOthers })) vault.set(name, secret)
  // What another keychain has sealed once: its names are in clear.
  const aside = (name: string, content: Record<string, string>) =>
    writeFileSync(join(folder, `secrets.aside-${name}.json`), JSON.stringify(content))
  aside('1', { key: 'x', 'supabase.key': 'x', [`journal.${row}`]: 'x' })
  aside('2', { key: 'x', 'supabase.password': 'x', 'proxy.password': 'x' })

  const happened: string[] = []
  /** Whether the keeper that was at work has come to its end. */
  let hasEnded = false
  const chosen = {
    isSandbox: false,
    parts: new Observed(parts),
    /** As `ChosenConnection`: the secrets go into the vault. */
    change(change: Partial<ConnectionParts>) {
      const { supabaseKey: key, supabasePassword: password } = change
      for (const [name, secret] of [
        ['supabase.key', key],
        ['supabase.password', password],
      ] as const) {
        if (secret === null) vault.erase(name)
        else if (secret !== undefined) vault.set(name, secret)
      }
      chosen.parts.set({ ...chosen.parts.value, ...change })
      happened.push(`the key is ${chosen.parts.value.supabaseKey}`)
    },
  }
  const control = new SupabaseControl({
    chosen: chosen as unknown as SupabaseControlOptions['chosen'],
    vault,
    clipboard: { read: async () => '', clearWhere: async () => undefined },
    confirm: async () => true,
    takeInvitation: async () => undefined,
    onSetUp: () => undefined,
    whileIdle: async (work) => {
      if (!hasEnded) meanwhile({ vault, chosen })
      if (!hasEnded) vault.set(`journal.${row}`, lastJournal)
      hasEnded = true
      return await work()
    },
    forgetSession: async () => {
      happened.push('signed out of Gazelle')
      return { isCurrent: () => true, putBack: async () => void happened.push('signed in to Gazelle again') }
    },
  })
  return { vault, chosen, control, happened }
}

const namesIn = (file: string) => Object.keys(JSON.parse(readFileSync(join(folder, file), 'utf8')))

it('a project that is forgotten leaves nothing in any file of the profile', async () => {
  const { vault, chosen, control, happened } = await setUp()
  await control.forget()

  expect(happened).toEqual(['the key is null', 'signed out of Gazelle'])
  expect(chosen.parts.value).toMatchObject({ supabaseUrl: null, supabaseKey: null, supabasePassword: null })
  const files = readdirSync(folder)
  expect(files.sort()).toEqual(['secrets.aside-2.json', 'secrets.json', 'secrets.last-good.json'])
  for (const file of files) expect(namesIn(file).filter((name) => name in ofProject)).toEqual([])
  for (const [name, secret] of Object.entries(ofOthers)) expect(vault.get(name)).toBe(secret)
})

it('a forgotten project is put back with every secret, as the keeper left them, and what lay aside', async () => {
  const { vault, chosen, control, happened } = await setUp()
  const forgotten = await control.forget()
  expect(forgotten?.isCurrent()).toBe(true)
  await forgotten?.putBack()

  expect(chosen.parts.value).toEqual(parts)
  const secrets = { ...ofProject, ...ofOthers, [`journal.${row}`]: lastJournal }
  for (const [name, secret] of Object.entries(secrets)) expect(vault.get(name)).toBe(secret)
  const aside = (name: string) => JSON.parse(readFileSync(join(folder, `secrets.aside-${name}.json`), 'utf8'))
  expect(aside('1')).toMatchObject({ key: 'x', 'supabase.key': 'x', [`journal.${row}`]: 'x' })
  expect(aside('2')).toMatchObject({ key: 'x', 'supabase.password': 'x', 'proxy.password': 'x' })
  expect(happened.at(-1)).toBe('signed in to Gazelle again')
  // The session at Supabase was not ended: it works again.
  expect(ended).toEqual([])
})

it('ends the user’s session at Supabase only once nobody can want it back', async () => {
  const { control } = await setUp()
  const forgotten = await control.forget()
  expect(ended).toEqual([])
  await forgotten?.finish()
  expect(ended).toEqual([['keeper@office.example', expect.objectContaining({ [session]: 'a session' })]])
})

it('signs a user out, and in again', async () => {
  const { vault, chosen, control } = await setUp()
  const forgotten = await control.signOut()
  expect(chosen.parts.value).toEqual({ ...parts, supabaseEmail: null, supabasePassword: null })
  for (const name of [session, 'supabase.password']) expect(vault.get(name)).toBeNull()
  for (const name of ['supabase.key', `journal.${row}`]) expect(vault.get(name)).not.toBeNull()
  await forgotten.putBack()
  expect(chosen.parts.value).toEqual(parts)
  for (const name of [session, 'supabase.password'] as const) expect(vault.get(name)).toBe(ofProject[name])
})

it('leaves what was set up meanwhile, and is put back no more', async () => {
  const newer = {
    supabaseUrl: 'https://newer.example',
    supabaseKey: 'a newer key',
    supabaseEmail: 'anne@newer.example',
  }
  const newerSession = sessionName('https://newer.example', 'anne@newer.example')
  const { vault, chosen, control } = await setUp(({ vault, chosen }) => {
    vault.set(newerSession, 'a newer session')
    chosen.change(newer)
  })
  const forgotten = await control.forget()
  expect(forgotten?.isCurrent()).toBe(false)
  expect(chosen.parts.value).toMatchObject(newer)
  expect(vault.get('supabase.key')).toBe('a newer key')
  expect(vault.get(newerSession)).toBe('a newer session')
  for (const name of [session, `journal.${row}`, 'supabase.password']) expect(vault.get(name)).toBeNull()
})
