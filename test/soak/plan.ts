import * as fc from 'fast-check'

/** Every fault of the soak, by side. faults.ts has the effect of each. */
export const kinds = [
  'network-process-killed',
  'renderers-killed',
  'app-killed',
  'app-restarted',
  'keyring-stopped',
  'keyring-locked',
  'keyring-frozen',
  'notifications-stopped',
  'notifications-frozen',
  'notifications-replaced',
  'panel-stopped',
  'panel-frozen',
  'panel-replaced',
  'supabase-down',
  'supabase-frozen',
  'supabase-busy',
  'gazelle-down',
  'gazelle-rejects',
  'gazelle-denies',
  'gazelle-html',
  'gazelle-slow',
  'gazelle-busy',
  'token-revoked',
  'tokens-revoked',
  'sessions-ended',
  'grant-answer-lost',
  'row-overwritten',
  'disk-full',
  'sleep',
  'clock-wrong',
  'timezone-changed',
] as const

export type Kind = (typeof kinds)[number]

/** One fault, or two at once: they begin, last, and end; then everything has to be well again. */
export interface Step {
  /** From 1. */
  readonly number: number
  /** From 1: the simulated day. */
  readonly day: number
  readonly kinds: readonly Kind[]
  /** Simulated hours before it begins: only time passes. */
  readonly quietHours: number
  /** Simulated hours. */
  readonly lastsHours: number
}

export const stepsPerDay = 3

/**
 * The length, in days, from which a plan leaves the app running in its second half, to see whether its memory grows: a restart
 * would begin anew.
 */
export const daysForSlopes = 10

/** Short, but with almost every kind. */
export const shortPlan = { seed: 26_971, days: 3 }

/** The kinds that make the app use the broken part: a locked keychain harms nothing that does not need it. */
const uses: Readonly<Record<string, readonly Kind[]>> = {
  keyring: ['app-killed', 'app-restarted', 'token-revoked', 'sessions-ended'],
  notifications: ['sessions-ended', 'app-restarted'],
  panel: ['app-killed', 'app-restarted'],
  disk: ['app-killed', 'app-restarted', 'token-revoked'],
}

/**
 * The plan of a seed, always the same. Every kind is dealt before any comes again, and many bring along another, of another side.
 */
export function planOf(seed: number, days: number): readonly Step[] {
  const count = days * stepsPerDay
  const decks = fc.shuffledSubarray([...kinds], { minLength: kinds.length })
  const dealt = fc.sample(decks, { seed, numRuns: Math.ceil((2 * count) / kinds.length) }).flat()
  const paces = fc.record({ hours: fc.integer({ min: 1, max: 6 }), chance: fc.nat(3), pick: fc.nat(11) })
  return fc.sample(paces, { seed, numRuns: count }).map(({ hours, chance, pick }, at) => {
    const first = dealt.shift()
    const struck = first === undefined ? [] : [first]
    const [second] = dealt
    const used = uses[side(first) ?? '']
    if (used !== undefined) {
      const use = used[pick % used.length]
      if (chance > 0 && use !== undefined) struck.push(use)
    } else if (chance === 0 && second !== undefined && side(second) !== side(first)) {
      dealt.shift()
      struck.push(second)
    }
    const day = Math.floor(at / stepsPerDay) + 1
    const isLeftRunning = days >= daysForSlopes && at >= count / 2
    const kinds = isLeftRunning ? struck.filter((kind) => side(kind) !== 'app') : struck
    return { number: at + 1, day, kinds, quietHours: 8 - hours, lastsHours: hours }
  })
}

/** The part that it strikes: one part cannot be stopped and frozen at once. */
const side = (kind: Kind | undefined): string | undefined => kind?.split('-')[0]
