import type { History, KnownKeeper, Writer } from '../../src/shared/snapshot.ts'
import { ago, history, minute, now } from './past.ts'

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

const writer = (change: Partial<Writer>): Writer => ({
  byKeeper: false,
  keeper: null,
  isHere: false,
  program: null,
  role: 'service_role',
  user: null,
  ...change,
})

/** The past as a new computer learns it: all of it from the project's logbook, but for the renewal of its own. */
export const sharedHistory: History = {
  ...history,
  marks: [
    { what: 'written', at: ago(84), change: 'added', fingerprint: '77aa01b3', writer: writer({ byKeeper: true }) },
    {
      what: 'written',
      at: ago(66),
      change: 'changed',
      fingerprint: '0b52e6d8',
      writer: writer({ byKeeper: true, keeper: 'iMac de l’atelier' }),
    },
    {
      what: 'written',
      at: ago(46),
      change: 'changed',
      fingerprint: 'a94f1c07',
      writer: writer({ program: 'python-httpx/0.27.2 supabase-py/2.9.1', user: 'camille@accord-mecanique.ca' }),
    },
    { what: 'written', at: ago(46) + 20 * minute, change: 'unclear', writer: writer({ role: 'postgres' }) },
    { what: 'written', at: ago(46) + 30 * minute, change: 'removed', writer: writer({ program: 'Supabase Studio' }) },
    {
      what: 'adopted',
      at: ago(26),
      fingerprint: '3e8812fd',
      writer: writer({ byKeeper: true, keeper: 'supabase' }),
    },
    { what: 'renewed', at: ago(6), fingerprint: '5f3a9c21' },
  ],
}
