import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isLoopback } from '../../core/base/loopback.ts'
import { Observed } from '../../core/base/observed.ts'
import { defaultRowKey, defaultTable } from '../../core/supabase/names.ts'
import { type AppConnection, type ConnectionParts, connectionOfParts } from './connection.ts'
import type { Settings } from './settings.ts'
import type { Vault } from './vault.ts'

/** Which parts are secrets, and what the vault calls them. */
export const secretNames = {
  supabaseKey: 'supabase.key',
  supabasePassword: 'supabase.password',
  oauthSecret: 'gazelle.oauth-secret',
} as const

type SecretPart = keyof typeof secretNames

/**
 * The connection that the person has chosen: kept in settings and vault, or a sandbox's, which is kept nowhere. Whoever
 * sets something up changes its parts; it tells when the connection they make has become another.
 */
export class ChosenConnection {
  readonly parts: Observed<ConnectionParts>
  readonly connection: Observed<AppConnection | null>
  readonly #settings: Settings
  readonly #vault: Vault
  readonly #takesReal: boolean
  readonly #sandboxHasNames: boolean
  #isSandbox = false

  /**
   * `sandboxFolder`: the sandbox to begin with, or null. `takesReal`: false where nothing but a sandbox may be connected to; what
   * is set up is neither read nor changed then. `sandboxHasNames`: true where a sandbox may be reached by other names than those of
   * this computer, as tests do that bring a resolver of their own. Throws where the folder cannot be read.
   */
  constructor(
    sandboxFolder: string | null,
    settings: Settings,
    vault: Vault,
    { takesReal = true, sandboxHasNames = false } = {},
  ) {
    this.#takesReal = takesReal
    this.#sandboxHasNames = sandboxHasNames
    this.#settings = settings
    this.#vault = vault
    this.#isSandbox = sandboxFolder !== null
    this.parts = new Observed(sandboxFolder === null ? this.#kept() : this.#partsOf(sandboxFolder))
    this.connection = new Observed(connectionOfParts(this.parts.value, this.#isSandbox))
  }

  get isSandbox(): boolean {
    return this.#isSandbox
  }

  /** What is set up, also while a sandbox is tried. */
  get setUp(): ConnectionParts {
    return this.#isSandbox ? this.#kept() : this.parts.value
  }

  /** Changes some parts, at once and for good. Those of a sandbox last until the app ends. */
  change(change: Partial<ConnectionParts>): void {
    if (!this.#takesReal && !this.#isSandbox) return
    if (!this.#isSandbox) this.#keep(change)
    this.#become({ ...this.parts.value, ...change }, this.#isSandbox)
  }

  /** Leaves what is set up as it is, and uses the sandbox in this folder. Throws where the folder cannot be read. */
  trySandbox(folder: string): void {
    this.#become(this.#partsOf(folder), true)
  }

  /** Reads anew what is set up: the keychain has opened, or what it holds has been put aside. */
  readAnew(): void {
    if (!this.#isSandbox) this.#become(this.#kept(), false)
  }

  /** Goes back to what is set up. */
  leaveSandbox(): void {
    if (this.#isSandbox) this.#become(this.#kept(), false)
  }

  #partsOf(sandboxFolder: string): ConnectionParts {
    return partsOfSandbox(sandboxFolder, this.#sandboxHasNames)
  }

  #become(parts: ConnectionParts, isSandbox: boolean): void {
    this.#isSandbox = isSandbox
    this.parts.set(parts)
    const next = connectionOfParts(parts, isSandbox)
    if (JSON.stringify(next) !== JSON.stringify(this.connection.value)) this.connection.set(next)
  }

  #kept(): ConnectionParts {
    const { store } = this.#settings
    if (!this.#takesReal) return { ...nothing, gazelleUrl: store.gazelleUrl }
    return {
      gazelleUrl: store.gazelleUrl,
      supabaseUrl: store.supabaseUrl,
      supabaseKey: this.#vault.get(secretNames.supabaseKey),
      supabaseEmail: store.supabaseEmail,
      supabasePassword: this.#vault.get(secretNames.supabasePassword),
      supabaseIsOpen: store.supabaseIsOpen,
      supabaseTable: store.supabaseTable,
      supabaseRowKey: store.supabaseRowKey,
      oauthClientId: store.oauthClientId,
      oauthSecret: this.#vault.get(secretNames.oauthSecret),
      oauthRedirectUri: store.oauthRedirectUri,
      oauthInBrowser: store.oauthInBrowser,
    }
  }

  #keep(change: Partial<ConnectionParts>): void {
    const { supabaseKey: _key, supabasePassword: _password, oauthSecret: _secret, ...inClear } = change
    this.#settings.set(inClear)
    const parts = Object.keys(secretNames) as SecretPart[]
    const isEntered = parts.some((part) => typeof change[part] === 'string')
    if (isEntered && this.#vault.state.value.unread !== null) this.#vault.enterAnew()
    for (const part of parts) {
      const secret = change[part]
      if (secret === null) this.#vault.erase(secretNames[part])
      else if (secret !== undefined) this.#vault.set(secretNames[part], secret)
    }
  }
}

/** What is set up at first, or where nothing real may be. */
const nothing: Omit<ConnectionParts, 'gazelleUrl'> = {
  supabaseUrl: null,
  supabaseKey: null,
  supabaseEmail: null,
  supabasePassword: null,
  supabaseIsOpen: false,
  supabaseTable: defaultTable,
  supabaseRowKey: defaultRowKey,
  oauthClientId: null,
  oauthSecret: null,
  oauthRedirectUri: null,
  oauthInBrowser: false,
}

function partsOfSandbox(folder: string, hasNames: boolean): ConnectionParts {
  const file = join(folder, 'connection.json')
  const sandbox: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'))
  const need = (name: string): string => {
    const value = sandbox[name]
    if (typeof value !== 'string') throw new Error(`${file} has no ${name}.`)
    return value
  }
  for (const name of ['gazelleUrl', 'supabaseUrl']) {
    // A sandbox is on this computer; what is elsewhere is none.
    if (!hasNames && !isLoopback(new URL(need(name)).hostname)) throw new Error(`${file} names another computer.`)
  }
  return {
    gazelleUrl: need('gazelleUrl'),
    supabaseUrl: need('supabaseUrl'),
    supabaseKey: need('supabaseKey'),
    supabaseEmail: need('supabaseEmail'),
    supabasePassword: need('supabasePassword'),
    supabaseIsOpen: false,
    supabaseTable: defaultTable,
    supabaseRowKey: defaultRowKey,
    oauthClientId: need('oauthClientId'),
    oauthSecret: need('oauthClientSecret'),
    oauthRedirectUri: null,
    oauthInBrowser: false,
  }
}
