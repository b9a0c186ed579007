import { isObject } from './json.ts'

/** What a JWT claims, unchecked; null where the text is none. Never throws. */
export function jwtClaims(token: string): Readonly<Record<string, unknown>> | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
    return isObject(claims) ? claims : null
  } catch {
    return null
  }
}
