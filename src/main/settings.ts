import ElectronStore from 'electron-store'
import { DEFAULT_ROW_KEY, DEFAULT_TABLE } from '../core/store/names.ts'
import type { Preferences } from '../shared/setup.ts'

/** Where a window was when it was last closed, in pixels of the whole desktop. */
export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What the app remembers in clear: nothing in it is a secret. */
export interface SettingsContent {
  supabaseUrl: string | null
  /** Who signs in to Supabase; null: nobody. */
  supabaseEmail: string | null
  /** Whether the checklist found that this project shows the row to everybody who has its publishable key. */
  supabaseIsOpen: boolean
  supabaseTable: string
  supabaseRowKey: string
  gazelleUrl: string
  oauthClientId: string | null
  oauthRedirectUri: string | null
  /** The row that whoever is signed in to Gazelle on this computer belongs to, by its name; null: not known yet. */
  gazelleSessionRow: string | null
  /** The proxy, as host and port, that the vault holds a password for, and who goes by it. */
  proxy: string | null
  proxyUser: string | null
  language: Preferences['language']
  theme: Preferences['theme']
  /** Whether Gazelle's web session outlives the app: it can renew the token without a person. */
  staysSignedIn: boolean
  reminds: boolean
  /** Whether the command line of this user may use the connection: the person's consent. It reads this itself, too. */
  handsToCommandLine: boolean
  /** What was left for the command line may still lie in the keychain, and is to be taken away. */
  owesHandoverRemoval: boolean
  settingsBounds: Bounds | null
}

export type Settings = ElectronStore<SettingsContent>

export function openSettings(): Settings {
  return new ElectronStore<SettingsContent>({
    name: 'settings',
    defaults: {
      supabaseUrl: null,
      supabaseEmail: null,
      supabaseIsOpen: false,
      supabaseTable: DEFAULT_TABLE,
      supabaseRowKey: DEFAULT_ROW_KEY,
      gazelleUrl: 'https://gazelleapp.io',
      oauthClientId: null,
      oauthRedirectUri: null,
      gazelleSessionRow: null,
      proxy: null,
      proxyUser: null,
      language: 'system',
      theme: 'system',
      staysSignedIn: true,
      reminds: true,
      handsToCommandLine: false,
      owesHandoverRemoval: false,
      settingsBounds: null,
    },
    // A file that a crash or a hand has broken must not keep the app from starting.
    clearInvalidConfig: true,
  })
}
