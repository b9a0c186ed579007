import ElectronStore from 'electron-store'

/** What the app remembers in clear: nothing in it is a secret. */
export interface SettingsContent {
  supabaseUrl: string | null
  supabaseEmail: string | null
  gazelleUrl: string
  oauthClientId: string | null
  /** What the person was last notified of, so that a restart does not repeat it. */
  notified: string | null
}

export type Settings = ElectronStore<SettingsContent>

export function openSettings(): Settings {
  return new ElectronStore<SettingsContent>({
    name: 'settings',
    defaults: {
      supabaseUrl: null,
      supabaseEmail: null,
      gazelleUrl: 'https://gazelleapp.io',
      oauthClientId: null,
      notified: null,
    },
    // A file that a crash or a hand has broken must not keep the app from starting.
    clearInvalidConfig: true,
  })
}
