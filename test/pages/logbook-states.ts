import type { KnownKeeper } from '../../src/shared/snapshot.ts'
import { ago, minute, now } from './past.ts'

const seen = (name: string, change: Partial<KnownKeeper> = {}): KnownKeeper => ({
  name,
  kind: 'app',
  version: '0.1.0',
  did: 'checked',
  renewsBy: 'refresh-token',
  seenAt: now - minute,
  ...change,
})

/** Who looks after the row, where the project has the logbook. */
export const keepers: readonly KnownKeeper[] = [
  seen('iMac de l’atelier', { did: 'renewed' }),
  seen('supabase', { kind: 'function', seenAt: now - 4 * minute }),
  seen('serveur-01', { kind: 'command', did: 'failed', renewsBy: null, seenAt: now - 3 * 60 * minute }),
  seen('portable de Camille', { renewsBy: 'web-session', seenAt: ago(9) }),
  seen('rapports', { kind: 'library', renewsBy: null, did: 'adopted', seenAt: ago(12), version: '' }),
]

/** Nobody who can renew has been seen for four days. */
export const missing: readonly KnownKeeper[] = [
  seen('iMac de l’atelier', { renewsBy: null }),
  seen('supabase', { kind: 'function', seenAt: ago(4.2) }),
]
