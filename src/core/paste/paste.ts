import type { KeyKind } from '../supabase/setup/supabase-key.ts'
import type { ReadCredential } from '../token/credential.ts'
import type { RecordErrorCode } from '../token/errors.ts'

/** The recognised form of a clipboard's text. */
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

/** The kind of a secret that is not a token of Gazelle. */
export type OtherSecret =
  | `supabase-${Exclude<KeyKind, 'unknown'>}`
  | 'supabase-user'
  | 'other-service'
  | 'password'
  | 'private-key'

/** The fault of a text in a token's place; `not-a-token` is too short, too long or oddly spelled. */
export type TokenFault =
  | { readonly reason: 'is-password-or-key'; readonly secret: OtherSecret }
  | { readonly reason: 'masked' | 'placeholder' | 'not-a-token' }

/**
 * Why nothing was taken, with the facts for a sentence about it; never any part of a secret.
 * - `too-long`: more than `limit` characters
 * - `unreadable`: begins like this form but does not end like it: copied in part, or altered on the way
 * - `other-host`: meant for `host` (with its scheme unless that is https), not for Gazelle
 * - `token-left-out`: an archive of requests to Gazelle's API from which the browser removed the credentials
 * - `unknown-host`: a request that does not name its destination
 * - `other-row`: a row of the table, with another key
 * - `broken`: the token has a line end or a space in it, and cannot be restored with certainty
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

/** A credential, or the reason why there is none: `'credential' in paste` tells them apart. */
export type Paste = PastedCredential | PasteRefusal
