import type { Connection } from '../../core/supabase/connection.ts'
import type { AlertVariables } from '../../node/alerts/alert-variables.ts'
import type { KeychainTrouble } from '../../node/keychain.ts'
import type { Doubt } from './own-file.ts'

/** The source of a configuration. `desktop`: the desktop app's own settings, handed over in the system's keychain. */
export type Source = { readonly kind: 'environment' | 'desktop' } | FileSource

export interface FileSource {
  readonly kind: 'file'
  readonly path: string
  /** True if somebody named it (`--config`); a file merely found in a folder has fewer rights. */
  readonly isNamed: boolean
}

export interface Configuration {
  readonly source: Source
  /** True if the secrets are in the system's keychain, where `init --keychain` has put them. */
  readonly isInKeychain: boolean
  readonly connection: Connection
  /** If two keys are given: the variable whose key counts, and the one whose key does not; else null. */
  readonly keyVariables: KeyVariables | null
  /** How long to stay while a new token is in no row; null if not set. */
  readonly saveWithinSeconds: number | null
  /** The variables of the channels for alerts, not looked at yet: what is wrong there must stop no renewal. */
  readonly alerts: AlertVariables
}

export type KeyVariables = Readonly<Record<'used' | 'unused', string>>

/** Why a variable's value is invalid. */
export type VariableFlaw =
  | 'not-a-url'
  | 'not-https'
  | 'not-a-key'
  | 'not-a-name'
  | 'not-seconds'
  | 'not-keychain'
  | 'not-smtp'
  | 'not-an-email'
  | 'not-a-topic'
  | 'not-a-webhook-secret'
  | 'not-yes-or-no'
  | 'not-a-language'

/**
 * Why a line of a file of variables is not accepted:
 * - `not-understood`: it breaks the grammar: an open quotation mark, or text after a closed one
 * - `nul`: it contains NUL bytes, so it is not text
 * - `not-utf-8`: its value has bytes of another encoding
 * - `environment`: its value refers to the environment, in a file that nobody named
 */
export type LineFlaw = 'not-understood' | 'nul' | 'not-utf-8' | 'environment'

/**
 * Why there is no configuration:
 * - `nothing`: no source has one
 * - `desktop-not-allowed`: only the desktop app's own settings have one, and nobody allowed the command line to use them
 * - `desktop-locked`: the settings are in the system's keychain, which nobody opened
 * - `desktop-silent`: the settings are in the system's keychain, which does not answer
 * - `desktop-no-keychain`: the app is set up, but no keychain answers here
 * - `desktop-refused`: the app is set up, but the keychain refuses access
 * - `desktop-not-understood`: the app's handover is not understood by this version
 * - `missing`: a source names some variables, but not this one
 * - `invalid`: this variable's value is invalid
 * - `unreadable-file`: the file of variables is missing or cannot be read
 * - `unreadable-line`: this line of it cannot be read, or is not allowed to say what it says
 * - `doubtful-file`: the file was found in a folder, and somebody else may have written it
 * - `keychain-…`: the source keeps its secrets in the system's keychain, which does not give them
 * - `leads-elsewhere`: such a file sends secrets to a server that nobody at a terminal has agreed to
 */
export type ConfigurationFault =
  | { readonly kind: 'nothing' | DesktopFault }
  | { readonly kind: 'missing'; readonly variable: string; readonly source: Source }
  | { readonly kind: 'invalid'; readonly variable: string; readonly flaw: VariableFlaw; readonly source: Source }
  | { readonly kind: `keychain-${SecretsTrouble}`; readonly trouble: SecretsTrouble; readonly source: Source }
  | { readonly kind: 'unreadable-file'; readonly path: string }
  | { readonly kind: 'unreadable-line'; readonly path: string; readonly line: number; readonly flaw: LineFlaw }
  | { readonly kind: 'doubtful-file'; readonly path: string; readonly doubt: Doubt }
  | { readonly kind: 'leads-elsewhere'; readonly path: string; readonly variable: Elsewhere; readonly to: string }

/**
 * Why the keychain does not give a source's secrets, beside its own troubles:
 * - `absent`: it has none for where the source leads
 * - `not-understood`: another version has put them there
 */
export type SecretsTrouble = KeychainTrouble | 'absent' | 'not-understood'

/** The variables that name a destination for secrets. */
export type Elsewhere = 'GAZELLE_URL' | 'SUPABASE_URL'

type DesktopFault = `desktop-${'not-allowed' | 'locked' | 'silent' | 'no-keychain' | 'refused' | 'not-understood'}`

/** There is no usable configuration; its text names variables and files, never a value. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  readonly fault: ConfigurationFault

  constructor(fault: ConfigurationFault) {
    super(`No configuration: ${fault.kind}`)
    this.fault = fault
  }
}
