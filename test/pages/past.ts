import type { History, Mark, TokenFacts } from '../../src/shared/snapshot.ts'

/** The moment of every picture, in milliseconds: 18 March 2026, 10:32 in Montréal. */
export const now = Date.UTC(2026, 2, 18, 14, 32)
export const timeZone = 'America/Toronto'

export const minute = 60_000
const day = 24 * 60 * minute

/** A token of thirty days that began `age` days ago. */
export function tokenAged(age: number, fingerprint = '5f3a9c21'): TokenFacts {
  const issuedAt = (now - age * day) / 1000
  const life = (30 * day) / 1000
  return {
    fingerprint,
    headerKind: 'bearer',
    issuedAt,
    expiry: { certainty: 'stated', at: issuedAt + life },
    renewAt: issuedAt + (life * 2) / 3,
  }
}

/** So many days before. */
export const ago = (days: number) => now - days * day
/** The same refusal, once long ago and often today. */
export const refusals = [90, 0.2, 0.18, 0.16, 0.14, 0.12, 0.1, 0.08, 0.04, 0].map(
  (days): Mark => ({ what: 'refused', at: ago(days) }),
)

/** Three renewals and what happened between them. */
export const history: History = {
  lives: [
    { fingerprint: 'c01dbeef', from: ago(110), until: ago(84), expiresAt: ago(86) },
    { fingerprint: '77aa01b3', from: ago(84), until: ago(66), expiresAt: ago(54) },
    { fingerprint: '0b52e6d8', from: ago(66), until: ago(46), expiresAt: ago(36) },
    { fingerprint: 'a94f1c07', from: ago(46), until: ago(26), expiresAt: ago(16) },
    { fingerprint: '3e8812fd', from: ago(26), until: ago(6), expiresAt: ago(-4) },
    { fingerprint: '5f3a9c21', from: ago(6), until: null, expiresAt: ago(-24) },
  ],
  marks: [
    { what: 'refused', at: ago(86) },
    { what: 'human-needed', at: ago(85.8) },
    { what: 'captured', at: ago(84), source: 'web-session' },
    { what: 'adopted', at: ago(66) },
    {
      what: 'failed',
      at: ago(53),
      lastAt: ago(52),
      problem: { at: 'gazelle', kind: 'unavailable', retryAfterSeconds: null },
    },
    { what: 'renewed', at: ago(46) },
    { what: 'renewed', at: ago(26) },
    { what: 'restored', at: ago(14) },
    { what: 'renewed', at: ago(6) },
  ],
  renewedAt: ago(6),
}

export const noHistory: History = { lives: [], marks: [], renewedAt: null }
