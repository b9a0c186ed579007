import type { Problem } from '../core/keeper/state.ts'
import type { PasteForm, PasteRefusal } from '../core/paste/paste.ts'
import type { CodeFailure } from '../core/supabase/email-code.ts'
import type { CheckResult } from '../core/supabase/setup/check-result.ts'
import type { ConnectionNote, PasteFailure } from '../core/supabase/setup/parse-connection.ts'
import type { KeyKind } from '../core/supabase/setup/supabase-key.ts'

export type { CheckResult, PasteForm, PasteRefusal }

/** What a person chooses; every change takes effect at once. */
export interface Preferences {
  readonly language: 'system' | 'en' | 'fr'
  readonly theme: 'system' | 'light' | 'dark'
  readonly startsAtLogin: boolean
  /** Whether Gazelle's web session outlives the app, so that it can renew the token unseen. */
  readonly staysSignedIn: boolean
  /** Whether the log tells everything, for whoever helps. */
  readonly logsDetails: boolean
  /** Reminders before the end of a token that nobody renews. What a human must do at once is told in any case. */
  readonly reminds: boolean
}

/**
 * Why the switch "Start at login" did not do what the person wanted: macOS wants a permission, or the app in another place; or
 * the system did not take it.
 */
export type LoginTrouble = 'approval' | 'move' | 'not-taken'

/** The Supabase side as it is set up; the key itself stays in main. */
export interface SupabaseSetup {
  readonly url: string | null
  readonly keyKind: KeyKind | null
  readonly keyOfOtherProject: boolean
  /** A publishable key shows the row to a signed-in user only. */
  readonly needsUser: boolean
  readonly email: string | null
  /** Whether somebody is signed in to Supabase, or a password is kept that signs in. */
  readonly isSignedIn: boolean
  readonly table: string
  readonly rowKey: string
  /** How the last paste or sign-in went; null when there is nothing to say. */
  readonly said:
    | { readonly about: 'paste'; readonly failure: PasteFailure | null; readonly notes: readonly ConnectionNote[] }
    | { readonly about: 'sign-in'; readonly problem: Problem | null }
    | {
        readonly about: 'code'
        readonly problem: Problem | null
        /** Why the code was not sent, or not taken; null where it was. */
        readonly failure: CodeFailure | null
        /** How long to wait before another may be asked for; null where Supabase does not say. */
        readonly waitSeconds: number | null
      }
    | { readonly about: 'names'; readonly isRefused: boolean }
    | null
  /** A one-time code is on its way to this address. */
  readonly codeSentTo: string | null
  readonly isBusy: boolean
  /** Whether the project has a table editor to open: only Supabase's own hosting has. */
  readonly hasEditor: boolean
}

export interface OAuthSetup {
  readonly clientId: string | null
  readonly hasSecret: boolean
  readonly redirectUri: string | null
  /** What was given last was not taken, because it cannot be what it is for; null where it was. */
  readonly refused: OAuthRefusal | null
  /** Gazelle does not know this id, or not with this secret. */
  readonly isRefusedByGazelle: boolean
  /** Whether the person signs in with the system's own browser; left out where the redirect address is not this computer's. */
  readonly inBrowser?: boolean
}

/**
 * What of an OAuth application cannot be what it is for: its id, its redirect address, or what the clipboard held for its
 * secret (the id, or anything else that is no secret).
 */
export type OAuthRefusal = 'client-id' | 'redirect' | 'secret' | 'secret-is-id'

/** The proxy that asks who is there, asked last, or was told so before. */
export interface ProxySetup {
  /** With its port. */
  readonly host: string
  readonly user: string | null
  readonly hasPassword: boolean
  /** It lets nothing through: it has no password from here, or (`isRefused`) not the right one. */
  readonly isAsking: boolean
  readonly isRefused: boolean
}

/** A token that was pasted, has been tried on Gazelle, and waits for a person's yes; or why there is none. */
export type PasteSetup =
  | { readonly state: 'trying' }
  | {
      readonly state: 'found'
      readonly fingerprint: string
      readonly form: PasteForm
      /** Seconds, where the paste said it. */
      readonly lifeSeconds: number | null
      readonly hasRefreshToken: boolean
      readonly isInRow: boolean
    }
  | { readonly state: 'refused'; readonly refusal: PasteRefusal }
  | { readonly state: 'failed'; readonly problem: Problem }

/** What "Test with Gazelle" found out. */
export type TestSetup =
  | { readonly state: 'asking' }
  | {
      readonly state: 'answered'
      readonly at: number
      readonly company: string | null
      readonly user: string | null
      readonly clientCount: number | null
      readonly tookMilliseconds: number
      /** How far the computer's clock is ahead, in milliseconds; 0 while it is right to five minutes. */
      readonly clockErrorMilliseconds: number
    }
  | { readonly state: 'failed'; readonly at: number; readonly problem: Problem }

/** Whether the command line of this user may use what is set up here. */
export interface CommandLineSetup {
  readonly isAllowed: boolean
  /** It may not any more, and the system's keychain has not given up what was left there for it. */
  readonly isLeft: boolean
  /** Why the system's keychain did not do its part of it last; null where it did. */
  readonly trouble: 'none' | 'silent' | 'locked' | 'too-long' | 'refused' | null
}

export interface About {
  readonly version: string
  readonly electron: string
  readonly chromium: string
  readonly node: string
  readonly system: string
  /** It runs beside the project that it was made of, whose demo it can try. */
  readonly isDevelopment: boolean
  /** Its Electron is too old for a real connection. */
  readonly isDemoOnly: boolean
}

/** All that the settings window and the first run show. Nothing in it is a secret. */
export interface Setup {
  readonly preferences: Preferences
  readonly loginTrouble: LoginTrouble | null
  readonly supabase: SupabaseSetup
  readonly checklist: { readonly isRunning: boolean; readonly results: readonly CheckResult[] }
  readonly oauth: OAuthSetup
  readonly gazelleUrl: string
  /** Null where no proxy has ever asked. */
  readonly proxy: ProxySetup | null
  readonly paste: PasteSetup | null
  readonly test: TestSetup | null
  /** What was copied to the clipboard a moment ago. */
  readonly copied: 'migration' | 'member' | 'diagnostics' | null
  readonly commandLine: CommandLineSetup
  readonly about: About
}

export const sections = ['supabase', 'gazelle', 'oauth', 'general', 'about'] as const
export type Section = (typeof sections)[number]
