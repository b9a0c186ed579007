import { gazelleOrigin } from '../../core/gazelle/addresses.ts'
import { defaultRowKey, defaultTable, isRowKey, isTableName } from '../../core/supabase/names.ts'
import { type Helper, isEmail, isHelper } from '../../core/supabase/setup/helper.ts'
import { allLanguages } from '../../shared/catalogue/languages.ts'
import type { Preferences } from '../../shared/setup.ts'
import { isShortcut } from '../../shared/shortcut.ts'
import { channels } from '../../shared/updates.ts'
import type { Disk } from '../system/disk.ts'
import { type FoundFile, KeptFile, type Migration } from './kept-file.ts'

/** The place of a window when it was last closed, in pixels of the whole desktop. */
export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The app's settings, in clear: none of them is a secret. */
export interface SettingsContent {
  supabaseUrl: string | null
  /** The Supabase user; null: none. */
  supabaseEmail: string | null
  /** Whether the checklist found that this project shows the row to everybody who has its publishable key. */
  supabaseIsOpen: boolean
  supabaseTable: string
  supabaseRowKey: string
  gazelleUrl: string
  oauthClientId: string | null
  oauthRedirectUri: string | null
  /** Whether the person signs in with the system's own browser, if the redirect address allows it. */
  oauthInBrowser: boolean
  /** The applications for which Gazelle has once accepted PKCE, each by a mark, the latest used last. */
  pkceTakenFrom: readonly string[]
  /** The name of the row for which somebody is signed in to Gazelle on this computer; null: not known yet. */
  gazelleSessionRow: string | null
  /** Whether the last that was heard of Gazelle's web session was a token of use for the row; see `SessionKnowledge`. */
  sessionGaveToken: boolean
  /** The person to ask; null: nobody is named. */
  helper: Helper | null
  /** The email that an invitation names for the Supabase user; null: none. */
  invitedEmail: string | null
  /** Whether the start at login was offered, at the end of the first run. */
  isLoginOffered: boolean
  /** The proxy, as host and port, whose password the vault holds, and its user. */
  proxy: string | null
  proxyUser: string | null
  language: Preferences['language']
  theme: Preferences['theme']
  /** Whether Gazelle's web session outlives the app: it can renew the token without a person. */
  staysSignedIn: boolean
  reminds: boolean
  /** The language of the alerts that reach people elsewhere. */
  alertLanguage: Preferences['alertLanguage']
  /** Whether the log holds every detail, for support. */
  logsDetails: boolean
  /** Whether the command line of this user may use the connection: the person's consent. The command line reads this, too. */
  handsToCommandLine: boolean
  /** Whether the command line's copy may still lie in the keychain and must be removed. */
  owesHandoverRemoval: boolean
  /** The program that Windows was told to start at login; null: none. */
  loginProgram: string | null
  /** The keys that open the popover, as `shared/shortcut.ts` writes them; null: none. */
  popoverShortcut: string | null
  looksForUpdates: Preferences['looksForUpdates']
  updateChannel: Preferences['updateChannel']
  /** A random text by which this computer's turn for an update is drawn; it leaves the computer in no request. Null: not drawn yet. */
  updateLot: string | null
  /** When the app looked for updates last, and when the newest feed was made that it has believed, in milliseconds since 1970. */
  updatesLookedAt: number | null
  newestUpdateFeed: number | null
  settingsBounds: Bounds | null
  signInBounds: Bounds | null
}

/** The default of a field, and its valid values. */
interface Field<T> {
  readonly initial: T
  readonly accepts: (value: unknown) => boolean
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isTime = (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0
const isFlag = (value: unknown) => typeof value === 'boolean'
const isUrl = (value: unknown) => isText(value) && /^https?:$/.test(URL.canParse(value) ? new URL(value).protocol : '')
const isBounds = (value: unknown) => {
  const { x, y, width, height } = Object(value)
  return [x, y, width, height].every(Number.isSafeInteger) && width > 0 && height > 0
}

const text = (initial: string, accepts: (value: string) => boolean): Field<string> => ({
  initial,
  accepts: (value) => isText(value) && accepts(value),
})
const flag = (initial: boolean): Field<boolean> => ({ initial, accepts: isFlag })
const orNull = <T>(accepts: (value: unknown) => boolean): Field<T | null> => ({
  initial: null,
  accepts: (value) => value === null || accepts(value),
})
const oneOf = <T extends string>(...all: readonly [T, ...T[]]): Field<T> => ({
  initial: all[0],
  accepts: (value) => all.some((each) => each === value),
})

/** The most applications to remember. */
const mostApplications = 50
const isMarks = (value: unknown) => Array.isArray(value) && value.length <= mostApplications && value.every(isText)

const fields: { readonly [Name in keyof SettingsContent]: Field<SettingsContent[Name]> } = {
  supabaseUrl: orNull(isUrl),
  supabaseEmail: orNull(isText),
  supabaseIsOpen: flag(false),
  supabaseTable: text(defaultTable, isTableName),
  supabaseRowKey: text(defaultRowKey, isRowKey),
  gazelleUrl: text(gazelleOrigin, isUrl),
  oauthClientId: orNull(isText),
  oauthRedirectUri: orNull(isText),
  oauthInBrowser: flag(false),
  pkceTakenFrom: { initial: [], accepts: isMarks },
  gazelleSessionRow: orNull(isText),
  sessionGaveToken: flag(false),
  helper: orNull(isHelper),
  invitedEmail: orNull(isEmail),
  isLoginOffered: flag(false),
  proxy: orNull(isText),
  proxyUser: orNull(isText),
  language: oneOf('system', ...allLanguages),
  theme: oneOf('system', 'light', 'dark'),
  staysSignedIn: flag(true),
  reminds: flag(true),
  alertLanguage: oneOf('same', ...allLanguages),
  logsDetails: flag(false),
  handsToCommandLine: flag(false),
  owesHandoverRemoval: flag(false),
  loginProgram: orNull(isText),
  popoverShortcut: orNull((value) => isText(value) && isShortcut(value)),
  looksForUpdates: flag(true),
  updateChannel: oneOf(...channels),
  updateLot: orNull(isText),
  updatesLookedAt: orNull(isTime),
  newestUpdateFeed: orNull(isTime),
  settingsBounds: orNull(isBounds),
  signInBounds: orNull(isBounds),
}
const names = Object.keys(fields) as (keyof SettingsContent)[]

/** 0.1.0 gave its file no version. */
const migrations: readonly Migration[] = [(ofRelease010) => ofRelease010]

/**
 * The app's settings, in clear. A missing field, or one that this version does not understand, reads as its default, and stays in
 * the file unchanged until it is set: another version may have written it.
 */
export class Settings {
  readonly #file: KeptFile

  /** Opens them in this folder. Never throws. */
  constructor(folder: string, disk: Disk) {
    // Write every field: the command line reads its permission in the file.
    const initial = Object.fromEntries(names.map((name) => [name, fields[name].initial]))
    this.#file = new KeptFile(folder, { name: 'settings', initial, migrations }, disk)
  }

  /** Where the settings were found at the start. */
  get found(): FoundFile {
    return this.#file.found
  }

  get<Name extends keyof SettingsContent>(name: Name): SettingsContent[Name] {
    const value = this.#file.content[name]
    const { initial, accepts } = fields[name]
    return accepts(value) ? (value as SettingsContent[Name]) : initial
  }

  /** All settings. */
  get store(): SettingsContent {
    return Object.fromEntries(names.map((name) => [name, this.get(name)])) as unknown as SettingsContent
  }

  set(change: Partial<SettingsContent>): void
  set<Name extends keyof SettingsContent>(name: Name, value: SettingsContent[Name]): void
  /** Changes settings: in memory at once, on disk as soon as possible. Never throws. */
  set(what: Partial<SettingsContent> | keyof SettingsContent, value?: unknown): void {
    this.#file.change(typeof what === 'string' ? { [what]: value } : what)
  }
}
