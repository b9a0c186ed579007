import type { AlertFault, AlertField, AlertTarget } from '../core/alerts/alert-fields.ts'
import type { DeliveryFailure } from '../core/alerts/remote-channel.ts'
import type { DataKind } from '../core/base/data-kinds.ts'
import type { Problem } from '../core/keeper/state.ts'
import type { PasteForm, PasteRefusal } from '../core/paste/paste.ts'
import type { CodeFailure } from '../core/supabase/email-code.ts'
import type { CheckResult } from '../core/supabase/setup/check-result.ts'
import type { Helper } from '../core/supabase/setup/helper.ts'
import type { InvitationFault } from '../core/supabase/setup/invitation.ts'
import type { ConnectionNote, PasteFailure } from '../core/supabase/setup/parse-connection.ts'
import type { KeyKind } from '../core/supabase/setup/supabase-key.ts'
import type { Language } from './catalogue/languages.ts'
import type { Channel, UpdatesSetup } from './updates.ts'

export { alertTargets } from '../core/alerts/alert-fields.ts'
export { type DataKind, dataKinds } from '../core/base/data-kinds.ts'
export type {
  AlertFault,
  AlertField,
  AlertTarget,
  CheckResult,
  DeliveryFailure,
  Helper,
  InvitationFault,
  PasteForm,
  PasteRefusal,
}

/** A person's choices; every change takes effect at once. */
export interface Preferences {
  readonly language: 'system' | Language
  readonly theme: 'system' | 'light' | 'dark'
  readonly startsAtLogin: boolean
  /** Whether Gazelle's web session outlives the app, so that it can renew the token without a window. */
  readonly staysSignedIn: boolean
  /** Whether the log has every detail, for a helper. */
  readonly logsDetails: boolean
  /**
   * Whether to remind the person before a token that nobody renews expires. An alert that needs a person at once is told in any
   * case.
   */
  readonly reminds: boolean
  /** The language of the alerts that reach people elsewhere; `same`: the app's. */
  readonly alertLanguage: 'same' | Language
  readonly looksForUpdates: boolean
  readonly updateChannel: Channel
}

/**
 * Why the switch "Start at login" did not work: macOS wants a permission, or the app in another folder; or the system did not
 * accept it.
 */
export type LoginTrouble = 'approval' | 'move' | 'not-taken'

/** The settings of the Supabase side; the key itself stays in main. */
export interface SupabaseSetup {
  readonly url: string | null
  readonly keyKind: KeyKind | null
  readonly keyOfOtherProject: boolean
  /** With a publishable key, only a signed-in user sees the row. */
  readonly needsUser: boolean
  readonly email: string | null
  /** Whether a user is signed in to Supabase, or a password is kept that signs in. */
  readonly isSignedIn: boolean
  readonly table: string
  readonly rowKey: string
  /** The result of the last paste or sign-in; null if there is nothing to say. */
  readonly said:
    | { readonly about: 'paste'; readonly failure: PasteFailure | null; readonly notes: readonly ConnectionNote[] }
    | { readonly about: 'sign-in'; readonly problem: Problem | null }
    | {
        readonly about: 'code'
        readonly problem: Problem | null
        /** Why the code was not sent, or not accepted; null if it was. */
        readonly failure: CodeFailure | null
        /** The wait before another code may be requested; null if Supabase does not say. */
        readonly waitSeconds: number | null
      }
    | { readonly about: 'names'; readonly isRefused: boolean }
    /** Why an invitation was not accepted; null if it was. */
    | { readonly about: 'invitation'; readonly fault: InvitationFault | null }
    | null
  /** A one-time code is on its way to this address. */
  readonly codeSentTo: string | null
  readonly isBusy: boolean
  /** Whether the project has a table editor to open: only Supabase's own hosting has one. */
  readonly hasEditor: boolean
}

/** What an invitation has brought, and whether one can be made here. */
export interface InvitationSetup {
  /** The person to ask, as the invitation or the settings name them; null if nobody is named. */
  readonly helper: Helper | null
  /** The email that the person was invited to sign in to Supabase with; null if none. */
  readonly email: string | null
  /** Why no invitation to this project can be made; null if one can. */
  readonly obstacle: InvitationFault | null
  /** What failed the last time; null if nothing did. */
  readonly refused: InvitationRefusal | null
}

/** What was not accepted, or not done: the invited person's email, the helper's details, or writing the file. */
export type InvitationRefusal = 'email' | 'helper' | 'file'

export interface OAuthSetup {
  readonly clientId: string | null
  readonly hasSecret: boolean
  readonly redirectUri: string | null
  /** The part of the last input that was rejected as invalid; null if none was. */
  readonly refused: OAuthRefusal | null
  /** Gazelle does not know this id, or its secret is another. */
  readonly isRefusedByGazelle: boolean
  /** Whether the person signs in with the system's own browser; left out if the redirect address is not this computer's. */
  readonly inBrowser?: boolean
}

/**
 * The invalid part of an OAuth application: its id, its redirect address, or the clipboard's text for its secret (the id, or
 * anything else that is no secret).
 */
export type OAuthRefusal = 'client-id' | 'redirect' | 'secret' | 'secret-is-id'

/** The proxy that asks for a login, asked last, or had been given one before. */
export interface ProxySetup {
  /** The host and its port. */
  readonly host: string
  readonly user: string | null
  readonly hasPassword: boolean
  /** The proxy lets nothing through: it has no password from here, or (`isRefused`) a wrong one. */
  readonly isAsking: boolean
  readonly isRefused: boolean
}

/** A pasted token that has been tested with Gazelle and waits for a person's yes; or the reason why there is none. */
export type PasteSetup =
  | { readonly state: 'trying' }
  | {
      readonly state: 'found'
      readonly fingerprint: string
      readonly form: PasteForm
      /** In seconds, if the paste said it. */
      readonly lifeSeconds: number | null
      readonly hasRefreshToken: boolean
      readonly isInRow: boolean
    }
  | { readonly state: 'refused'; readonly refusal: PasteRefusal }
  | { readonly state: 'failed'; readonly problem: Problem }

/** The result of "Test with Gazelle". */
export type TestSetup =
  | { readonly state: 'asking' }
  | {
      readonly state: 'answered'
      readonly at: number
      readonly company: string | null
      readonly user: string | null
      readonly clientCount: number | null
      readonly tookMilliseconds: number
      /** How far the computer's clock is ahead, in milliseconds; 0 if it is right to within five minutes. */
      readonly clockErrorMilliseconds: number
    }
  | { readonly state: 'failed'; readonly at: number; readonly problem: Problem }
  /** There is nothing to ask Gazelle about: no project, or a row without a token. */
  | { readonly state: 'unconnected' | 'no-token' }

/** What became of the latest message to a target in this run of the app. `at` is in milliseconds since 1970. */
export type AlertNews =
  | { readonly state: 'sending' }
  | {
      readonly state: 'accepted'
      readonly at: number
      readonly isTest: boolean
      /** How many recipients the server rejected, beside those that it accepted. */
      readonly missed: number
    }
  | {
      readonly state: 'failed'
      readonly at: number
      readonly isTest: boolean
      readonly why: DeliveryFailure
      /** The server's status or its word for the error, or the network's; null if there is none. */
      readonly code: string | null
    }

/** A target of alerts. Its addresses and passwords stay in main. */
export interface AlertTargetSetup {
  /** The fields that are given. */
  readonly given: readonly AlertField[]
  /** The host of its server; null if none is given. */
  readonly host: string | null
  /** Why nothing can be sent there; null if it can, or if nothing is given. */
  readonly fault: AlertFault | null
  readonly latest: AlertNews | null
}

/** Where alerts go beside this computer. */
export interface AlertsSetup {
  readonly targets: Readonly<Record<AlertTarget, AlertTargetSetup>>
  /** The email's fields but for the password; empty where nothing is given. */
  readonly email: { readonly to: string; readonly server: string; readonly user: string; readonly from: string }
  /** Whether the monitor is told that a person is needed. */
  readonly tellsFailures: boolean
  /** Why the person's latest input was not taken; null if it was. */
  readonly refused: AlertFault | null
}

/** What a look at the row's logbook has found of the keeper as an Edge Function. */
export type FunctionLook =
  | { readonly state: 'looking' }
  | {
      readonly state: 'seen'
      /** As the function names its host. */
      readonly name: string
      /** When it left word last, in milliseconds since 1970. */
      readonly at: number
      /** Whether it can get a new token without a person. */
      readonly renews: boolean
    }
  /** There is a logbook, and no function has left word there. */
  | { readonly state: 'unseen' }
  /** There is no logbook, or none for this user. */
  | { readonly state: 'no-logbook' }
  | { readonly state: 'failed'; readonly problem: Problem }

/** What a person copies for the function: three pieces of SQL, and lines of variables. */
export const functionTexts = ['table', 'schedule', 'secrets', 'logbook'] as const

export type FunctionText = (typeof functionTexts)[number]

/** Whether this user's command line may use this app's settings. */
export interface CommandLineSetup {
  readonly isAllowed: boolean
  /** The permission was withdrawn, but the system's keychain has not deleted the handover. */
  readonly isLeft: boolean
  /** Why the system's keychain failed the last time; null if it did not. */
  readonly trouble: 'none' | 'silent' | 'locked' | 'too-long' | 'refused' | null
}

/** The keys that open the popover from every program. */
export interface ShortcutSetup {
  /** The keys that the person has chosen, as `shared/shortcut.ts` writes them; null: none. */
  readonly keys: string | null
  /** The keys that the system did not give; null if it gave what was asked for last. */
  readonly refused: string | null
  /** Under Wayland, where programs get no keys: the command that a shortcut of the system's own may run. Null elsewhere. */
  readonly command: string | null
}

/** What Gazelle Keeper keeps on this computer, of one kind. */
export interface KeptData {
  readonly kind: DataKind
  /** Paths; none where it is no file. */
  readonly places: readonly string[]
  readonly bytes: number
  /** Another program of Gazelle Keeper's uses it, so that it cannot be removed now. */
  readonly isInUse: boolean
}

export interface About {
  readonly version: string
  readonly electron: string
  readonly chromium: string
  readonly node: string
  readonly system: string
  /** The app runs inside its own project, whose demo it can start. */
  readonly isDevelopment: boolean
  /** Its Electron is too old for a real connection. */
  readonly isDemoOnly: boolean
}

/** Everything that the settings window and the first run show. Holds no secret. */
export interface Setup {
  readonly preferences: Preferences
  readonly loginTrouble: LoginTrouble | null
  /** Whether the person has been offered the start at login, at the end of the first run. */
  readonly isLoginOffered: boolean
  readonly invitation: InvitationSetup
  readonly supabase: SupabaseSetup
  readonly checklist: { readonly isRunning: boolean; readonly results: readonly CheckResult[] }
  readonly oauth: OAuthSetup
  readonly gazelleUrl: string
  /** Null if no proxy has ever asked. */
  readonly proxy: ProxySetup | null
  readonly paste: PasteSetup | null
  readonly test: TestSetup | null
  readonly alerts: AlertsSetup
  /** Null until somebody has looked. */
  readonly functionLook: FunctionLook | null
  /** The text that was copied to the clipboard a moment ago. */
  readonly copied: 'migration' | 'member' | null
  readonly commandLine: CommandLineSetup
  readonly shortcut: ShortcutSetup
  /** Null until somebody has looked. */
  readonly ownData: readonly KeptData[] | null
  readonly updates: UpdatesSetup
  readonly about: About
}

export const sections = ['supabase', 'gazelle', 'oauth', 'alerts', 'function', 'history', 'general', 'about'] as const
export type Section = (typeof sections)[number]
