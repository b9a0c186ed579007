import type { Connection } from '../../core/supabase/connection.ts'
import type { Doubt } from './own-file.ts'

/** Where a configuration came from. `desktop`: the desktop app's own settings, by the system's keychain. */
export type Source = { readonly kind: 'environment' | 'desktop' } | FileSource

export interface FileSource {
  readonly kind: 'file'
  readonly path: string
  /** True where somebody named it (`--config`); one that was only found in a folder may say less. */
  readonly isNamed: boolean
}

export interface Configuration {
  readonly source: Source
  readonly connection: Connection
  /** Where two keys are given: the variable of the one that counts, and of the one that does not; else null. */
  readonly keyVariables: KeyVariables | null
  /** How long to stay while a new token is in no row; null where nothing says it. */
  readonly saveWithinSeconds: number | null
}

export type KeyVariables = Readonly<Record<'used' | 'unused', string>>

/** Why a variable's value cannot be one. */
export type VariableFlaw = 'not-a-url' | 'not-https' | 'not-a-key' | 'not-a-name' | 'not-seconds'

/**
 * Why a line of a file of variables is not taken:
 * - `not-understood`: it follows no rule: an open quotation mark, or text after a closed one
 * - `nul`: it has NUL bytes in it, which no text has
 * - `not-utf-8`: its value has bytes of another encoding
 * - `environment`: its value refers to the environment, in a file that nobody named
 */
export type LineFlaw = 'not-understood' | 'nul' | 'not-utf-8' | 'environment'

/**
 * Why there is no configuration:
 * - `nothing`: no source has one
 * - `desktop-not-allowed`: none but the desktop app's own settings, and nobody allowed the command line to use them
 * - `desktop-locked`: they lie in the system's keychain, which nobody opened
 * - `desktop-silent`: they lie in the system's keychain, which does not answer
 * - `desktop-no-keychain`: the app is set up, and no keychain answers here
 * - `desktop-refused`: the app is set up, and the keychain does not give what it has
 * - `desktop-not-understood`: the app handed something over that this version does not understand
 * - `missing`: a source names some variables, and not this one
 * - `invalid`: this variable cannot be what it should be
 * - `unreadable-file`: the file that holds the variables is not there, or may not be read
 * - `unreadable-line`: this line of it cannot be read, or is not allowed to say what it says
 * - `doubtful-file`: the file was found in a folder, and somebody else may have written it
 * - `leads-elsewhere`: such a file says where secrets go, and nobody at a terminal has agreed to it
 */
export type ConfigurationFault =
  | { readonly kind: 'nothing' | DesktopFault }
  | { readonly kind: 'missing'; readonly variable: string; readonly source: Source }
  | { readonly kind: 'invalid'; readonly variable: string; readonly flaw: VariableFlaw; readonly source: Source }
  | { readonly kind: 'unreadable-file'; readonly path: string }
  | { readonly kind: 'unreadable-line'; readonly path: string; readonly line: number; readonly flaw: LineFlaw }
  | { readonly kind: 'doubtful-file'; readonly path: string; readonly doubt: Doubt }
  | { readonly kind: 'leads-elsewhere'; readonly path: string; readonly variable: Elsewhere; readonly to: string }

/** The variables that say where secrets go. */
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
