import { jwtClaims } from '../../token/jwt.ts'
import { projectRefOf } from './supabase-url.ts'

/** A key's kind, by its form alone: no server is asked, and no signature is verified. */
export type KeyKind = 'publishable' | 'secret' | 'legacy-anon' | 'legacy-service-role' | 'unknown'

export interface KeyFacts {
  readonly kind: KeyKind
  /** With such a key, row-level security shows the row only to a signed-in user. A secret key bypasses it. */
  readonly needsSignIn: boolean
  /** The project of a legacy key, or null if the key does not name it. */
  readonly projectRef: string | null
}

/** Determines the kind of a Supabase key. Never throws. An unknown key is assumed to need a user. */
export function kindOfKey(key: string): KeyFacts {
  const claims = jwtClaims(key)
  const kind = kindByForm(key, claims?.['role'])
  const ref = claims?.['ref']
  return {
    kind,
    needsSignIn: kind !== 'secret' && kind !== 'legacy-service-role',
    projectRef: typeof ref === 'string' && /^[a-z0-9]{20}$/.test(ref) ? ref : null,
  }
}

/** True if the key names another project than the URL does. False if either names none. */
export function isKeyOfOtherProject(key: string, url: string): boolean {
  const [ofKey, ofUrl] = [kindOfKey(key).projectRef, projectRefOf(url)]
  return ofKey !== null && ofUrl !== null && ofKey !== ofUrl
}

function kindByForm(key: string, role: unknown): KeyKind {
  if (/^sb_publishable_[\w-]+$/.test(key)) return 'publishable'
  if (/^sb_secret_[\w-]+$/.test(key)) return 'secret'
  if (role === 'anon') return 'legacy-anon'
  return role === 'service_role' ? 'legacy-service-role' : 'unknown'
}
