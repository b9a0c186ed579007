import { createHash } from 'node:crypto'

/** Names a token without giving it away: the first 8 hex digits of its SHA-256. */
export function fingerprint(token: string): string {
  // Deno 2.1, in which Supabase runs functions, has no `hash`.
  return createHash('sha256').update(token).digest('hex').slice(0, 8)
}
