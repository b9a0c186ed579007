import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AlertValues } from '../../core/alerts/alert-fields.ts'
import { isLoopback } from '../../core/base/loopback.ts'
import { Observed } from '../../core/base/observed.ts'
import { defaultRowKey, defaultTable } from '../../core/supabase/names.ts'
import { keepAlerts, keptAlerts } from './alert-secrets.ts'
import { type AppConnection, type ConnectionParts, connectionOfParts } from './connection.ts'
import type { Settings } from './settings.ts'
import type { Vault } from './vault.ts'

/** The parts that are secrets, and their names in the vault. */
export const secretNames = {
  supabaseKey: 'supabase.key',
  supabasePassword: 'supabase.password',
  oauthSecret: 'gazelle.oauth-secret',
} as const

type SecretPart = keyof typeof secretNames

/**
 * The connection that the person has chosen: kept in settings and vault, or a sandbox's, which is not kept. Setting something up
 * changes its parts; it announces when they make a different connection.
 */
export class ChosenConnection {
  readonly parts: Observed<ConnectionParts>
  readonly connection: Observed<AppConnection | null>
  readonly #settings: Settings
  readonly #vault: Vault
  readonly #takesReal: boolean
  readonly #sandboxHasNames: boolean
  #isSandbox = false
  /** The latest sandbox's folder; null if there was none. */
  #sandboxFolder: string | null

  /**
   * `sandboxFolder`: the sandbox to begin with, or null. `takesReal`: false if only a sandbox may be connected to; the real
   * settings are then neither read nor changed. `sandboxHasNames`: true if a sandbox may be reached by names other than this
   * computer's, as in tests with a resolver of their own. Throws if the folder cannot be read.
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
    this.#sandboxFolder = sandboxFolder
    this.parts = new Observed(sandboxFolder === null ? this.#kept() : this.#partsOf(sandboxFolder))
    this.connection = new Observed(connectionOfParts(this.parts.value, this.#isSandbox))
  }

  get isSandbox(): boolean {
    return this.#isSandbox
  }

  /** The real settings, even while a sandbox is tried. */
  get setUp(): ConnectionParts {
    return this.#isSandbox ? this.#kept() : this.parts.value
  }

  /**
   * Changes some parts, at once and for good. A sandbox's parts last until the app ends. The address of a sandbox that was left
   * leads back to all of it: its Supabase must never meet the real Gazelle.
   */
  change(change: Partial<ConnectionParts>): void {
    const sandbox = this.#sandboxAt(change.supabaseUrl)
    if (sandbox !== null) {
      this.trySandbox(sandbox)
      return
    }
    if (!this.#takesReal && !this.#isSandbox) return
    if (!this.#isSandbox) this.#keep(change)
    this.#become({ ...this.parts.value, ...change }, this.#isSandbox)
  }

  /** Leaves the real settings as they are, and uses the sandbox in this folder. Throws if the folder cannot be read. */
  trySandbox(folder: string): void {
    this.#become(this.#partsOf(folder), true)
    this.#sandboxFolder = folder
  }

  /** Reads the real settings anew: the keychain has opened, or its unreadable secrets have been put aside. */
  readAnew(): void {
    if (!this.#isSandbox) this.#become(this.#kept(), false)
  }

  /** Goes back to the real settings. */
  leaveSandbox(): void {
    if (this.#isSandbox) this.#become(this.#kept(), false)
  }

  /** The folder of the sandbox that was left, if this is its Supabase's address. */
  #sandboxAt(supabaseUrl: string | null | undefined): string | null {
    if (this.#isSandbox || this.#sandboxFolder === null || supabaseUrl == null) return null
    try {
      return this.#partsOf(this.#sandboxFolder).supabaseUrl === supabaseUrl ? this.#sandboxFolder : null
    } catch {
      return null
    }
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
      alerts: keptAlerts(this.#vault),
    }
  }

  #keep(change: Partial<ConnectionParts>): void {
    const { supabaseKey: _key, supabasePassword: _password, oauthSecret: _secret, alerts, ...inClear } = change
    this.#settings.set(inClear)
    if (alerts !== undefined) keepAlerts(this.#vault, alerts)
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

const noAlerts: AlertValues = {}

/** The parts at first, or if nothing real is allowed. */
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
  alerts: noAlerts,
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
    // A sandbox is on this computer; an address elsewhere is not a sandbox.
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
    alerts: noAlerts,
  }
}
