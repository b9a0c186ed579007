import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ChosenConnection } from './chosen-connection.ts'
import type { Settings } from './settings.ts'
import type { Vault } from './vault.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chosen-connection-test-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const key = ['sb', 'secret', 'x'.repeat(20)].join('_')
const changes: unknown[] = []
beforeEach(() => {
  changes.length = 0
})

/** A project is set up, with a key in the keychain. */
function openOn(takesReal: boolean): ChosenConnection {
  const store = {
    gazelleUrl: 'https://gazelleapp.io',
    supabaseUrl: 'https://project.example',
    supabaseEmail: null,
    supabaseIsOpen: false,
    supabaseTable: 'system_settings',
    supabaseRowKey: 'gazelle_oauth_token',
    oauthClientId: null,
    oauthRedirectUri: null,
  }
  const settings = { store, set: (change: object) => changes.push(change) } as unknown as Settings
  const vault = {
    get: (name: string) => (name === 'supabase.key' ? key : null),
    set: (name: string) => changes.push(name),
    erase: (name: string) => changes.push(name),
    state: { value: { unread: null } },
  } as unknown as Vault
  return new ChosenConnection(null, settings, vault, { takesReal })
}

function sandboxOf(urls: { gazelleUrl: string; supabaseUrl: string }): string {
  const more = ['supabaseKey', 'supabaseEmail', 'supabasePassword', 'oauthClientId', 'oauthClientSecret']
  const content = { ...urls, ...Object.fromEntries(more.map((name) => [name, key])) }
  writeFileSync(join(folder, 'connection.json'), JSON.stringify(content))
  return folder
}

const here = { gazelleUrl: 'http://127.0.0.1:4000', supabaseUrl: 'http://localhost:4001' }

describe('an app that may take a sandbox alone', () => {
  it('connects to nothing that is set up, and sets nothing up', () => {
    const chosen = openOn(false)
    expect([chosen.connection.value, chosen.parts.value.supabaseKey]).toEqual([null, null])
    chosen.change({ supabaseUrl: 'https://other.example', supabaseKey: key, oauthClientId: 'id', oauthSecret: key })
    chosen.readAnew()
    expect([chosen.connection.value, chosen.parts.value.oauthClientId, changes]).toEqual([null, null, []])
  })

  it('connects to a sandbox, and to nothing after it', () => {
    const chosen = openOn(false)
    chosen.trySandbox(sandboxOf(here))
    expect(chosen.connection.value).toMatchObject({ isSandbox: true, ...here })
    chosen.leaveSandbox()
    chosen.change({ supabaseUrl: 'https://other.example', supabaseKey: key })
    expect(chosen.connection.value).toBeNull()
  })
})

it('any other app connects to what is set up', () => {
  expect(openOn(true).connection.value).toMatchObject({ isSandbox: false, supabaseUrl: 'https://project.example' })
})

it.each([
  { ...here, gazelleUrl: 'https://gazelleapp.io' },
  { ...here, supabaseUrl: 'https://127.0.0.1.example' },
])('a sandbox on another computer is none: %j', (urls) => {
  const chosen = openOn(true)
  expect(() => chosen.trySandbox(sandboxOf(urls))).toThrow('names another computer')
  expect(chosen.isSandbox).toBe(false)
})

it('the address of a sandbox that was left leads back to all of it, and never to the real Gazelle', () => {
  const chosen = openOn(true)
  chosen.trySandbox(sandboxOf(here))
  chosen.leaveSandbox()
  chosen.change({ supabaseUrl: here.supabaseUrl, supabaseKey: key })
  expect(chosen.connection.value).toMatchObject({ isSandbox: true, ...here })
  expect(changes).toEqual([])
  chosen.leaveSandbox()
  chosen.change({ supabaseUrl: 'https://other.example' })
  expect(chosen.isSandbox).toBe(false)
})
