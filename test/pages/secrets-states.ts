import type { SecretsTrouble, UnreadSecrets } from '../../src/shared/snapshot.ts'

/** Every reason why secrets cannot be read. */
export const secretsTroubles = Object.keys({
  locked: true,
  denied: true,
  gone: true,
  frozen: true,
  other: true,
  lost: true,
} satisfies Record<SecretsTrouble, true>) as SecretsTrouble[]

export function unreadBecause(why: SecretsTrouble): UnreadSecrets {
  return { why, what: why === 'lost' ? ['supabase'] : ['oauth', 'supabase', 'tokens'], isAsking: false }
}
