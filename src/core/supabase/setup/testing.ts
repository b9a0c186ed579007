import { randomBytes, randomUUID } from 'node:crypto'

/** A key in the form of a legacy API key, with these claims; its signature is invalid. */
export function legacyKey(claims: object): string {
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url')
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: 'supabase', ...claims, iat: 1, exp: 2e9 })}.${randomBytes(32).toString('base64url')}`
}

/** A key in the current form. */
export const apiKey = (kind: 'publishable' | 'secret'): string =>
  `sb_${kind}_${randomUUID().replaceAll('-', '').slice(0, 22)}_${randomUUID().slice(0, 8)}`
