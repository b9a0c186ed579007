import type { KeyKind } from '../supabase/setup/supabase-key.ts'
import type { ReadCredential } from '../token/credential.ts'
import type { RecordErrorCode } from '../token/errors.ts'

/** What a clipboard's text was recognised as. */
export type PasteForm =
  | 'bare-token'
  | 'header-line'
  | 'curl-bash'
  | 'curl-cmd'
  | 'wget'
  | 'httpie'
  | 'powershell'
  | 'fetch'
  | 'har'
  | 'export'
  | 'row'
  | 'variable'
  | 'code'

/** A secret that is not a token of Gazelle, by what it is. */
export type OtherSecret =
  | `supabase-${Exclude<KeyKind, 'unknown'>}`
  | 'supabase-user'
  | 'other-service'
  | 'password'
  | 'private-key'

/** What is wrong with the text that stands where a token should; `not-a-token` is too short, too long or oddly spelled. */
export type TokenFault =
  | { readonly reason: 'is-password-or-key'; readonly secret: OtherSecret }
  | { readonly reason: 'masked' | 'placeholder' | 'not-a-token' }

/**
 * Why nothing was taken, with what a sentence about it needs; never any part of a secret.
 * - `too-long`: more than `limit` characters
 * - `unreadable`: begins like this form and does not end like it: copied in part, or changed on the way
 * - `other-host`: meant for `host` (with its scheme where that is not https), not for Gazelle
 * - `token-left-out`: an archive of requests to Gazelle's API from which the browser left out what signs in
 * - `unknown-host`: a request that does not say where it goes
 * - `other-row`: a row of the table, with another key
 * - `broken`: the token goes over several lines or has a space in it, and nobody can tell what it was
 * - `bad-row`: the row's value is not understood; the code and the field are those of a `RecordError`
 */
export type PasteRefusal =
  | { readonly reason: 'empty' | 'unknown-form' }
  | { readonly reason: 'too-long'; readonly limit: number }
  | { readonly reason: 'other-row'; readonly key: string }
  | { readonly reason: 'bad-row'; readonly code: RecordErrorCode; readonly field: string | null }
  | { readonly reason: 'other-host'; readonly form: PasteForm; readonly host: string }
  | {
      readonly reason:
        | 'unreadable'
        | 'broken'
        | 'unknown-host'
        | 'no-token-in-request'
        | 'token-left-out'
        | 'several-tokens'
      readonly form: PasteForm
    }
  | (TokenFault & { readonly form: PasteForm })

export interface PastedCredential {
  readonly credential: ReadCredential
  readonly form: PasteForm
}

/** A credential, or why there is none: `'credential' in paste` tells. */
export type Paste = PastedCredential | PasteRefusal
