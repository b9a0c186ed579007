import * as fc from 'fast-check'
import type { Rotation } from './model-gazelle.ts'

/**
 * How Gazelle's API treats the tokens that its token endpoint issues:
 * - `honest`: it accepts live tokens, and no others
 * - `lags`: it learns of a token only some time after its issue, up to a minute
 * - `rejects`: for some days it rejects everything
 * - `forbids`: for some days it denies every token the clients
 * - `limited`: from some day on it denies the clients to the existing tokens, and to many that people bring
 * - `gateway`: for some days something else answers in its place
 * - `short-lived`: it is honest, but a refreshed token is said to last for a second at most
 */
export type Api = 'honest' | 'lags' | 'rejects' | 'forbids' | 'limited' | 'gateway' | 'short-lived'

export interface Scenario {
  readonly seed: number
  readonly keepers: number
  readonly unawareWriters: number
  readonly rotation: Rotation
  readonly api: Api
  /** The chance that any crossing out of a process goes wrong, 0 to 1. */
  readonly faultRate: number
  readonly hasOAuth: boolean
  readonly hasWebSession: boolean
  /** Whether a person uses the computers, and does what the popover allows. */
  readonly hasPeople: boolean
  /** Whether people also sign in with another company's account, by mistake or on purpose. */
  readonly hasOtherCompany?: boolean
  /**
   * Whether the computers' lids are also closed for moments in the middle of something, their clocks mostly wrong, and their checks
   * carried out by cron where nobody sits.
   */
  readonly hasPoorComputers?: boolean
  /**
   * Whether the project has the functions that do several steps of a renewal at once. Where nothing is said, no keeper knows of
   * such functions; in every third world that has them, one does not.
   */
  readonly hasFunctions?: boolean
}

/** Every kind of world that the keepers have to cope with. */
export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
  keepers: fc.integer({ min: 1, max: 5 }),
  unawareWriters: fc.integer({ min: 0, max: 2 }),
  rotation: fc.constantFrom('revoke-at-once', 'revoke-on-first-use', 'revoke-family-on-reuse'),
  api: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Api>('honest') },
    {
      weight: 6,
      arbitrary: fc.constantFrom<Api>('lags', 'rejects', 'forbids', 'limited', 'gateway', 'short-lived'),
    },
  ),
  faultRate: fc.constantFrom(0, 0.02, 0.1, 0.3),
  hasOAuth: fc.boolean(),
  hasWebSession: fc.boolean(),
  hasPeople: fc.boolean(),
  hasOtherCompany: fc.boolean(),
  hasPoorComputers: fc.boolean(),
  hasFunctions: fc.boolean(),
})

/** Scenarios that come up once in a million, each of which has revealed a fault: they are played first, every time. */
export const rare: readonly Scenario[] = [
  ...[79585399, 920843130].map(
    (seed): Scenario => ({
      // The computer sleeps between a grant and its save; after that a gateway hides the API for weeks.
      seed,
      keepers: 1,
      unawareWriters: 0,
      rotation: 'revoke-on-first-use',
      api: 'gateway',
      faultRate: 0,
      hasOAuth: true,
      hasWebSession: seed === 920843130,
      hasPeople: false,
    }),
  ),
  {
    // The lid is closed in the middle of every check, for six days in all, until the token has expired.
    seed: 1095575377,
    keepers: 1,
    unawareWriters: 0,
    rotation: 'revoke-family-on-reuse',
    api: 'lags',
    faultRate: 0,
    hasOAuth: true,
    hasWebSession: true,
    hasPeople: false,
    hasOtherCompany: true,
  },
  {
    // A keeper crashes while it is told of a sign-in, a few hours after the session had brought nothing.
    seed: 1903062714,
    keepers: 1,
    unawareWriters: 1,
    rotation: 'revoke-at-once',
    api: 'gateway',
    faultRate: 0.3,
    hasOAuth: false,
    hasWebSession: true,
    hasPeople: true,
    hasOtherCompany: false,
  },
  {
    // The computer sleeps for three days while fallbacks are tried, and the row goes to a colleague's token meanwhile.
    seed: 1303877469,
    keepers: 5,
    unawareWriters: 0,
    rotation: 'revoke-family-on-reuse',
    api: 'rejects',
    faultRate: 0.02,
    hasOAuth: false,
    hasWebSession: false,
    hasPeople: true,
    hasOtherCompany: true,
  },
  {
    // Another keeper puts the company's token back between a keeper's last look at the row and its question to a person.
    seed: 351011281,
    keepers: 3,
    unawareWriters: 1,
    rotation: 'revoke-family-on-reuse',
    api: 'honest',
    faultRate: 0.3,
    hasOAuth: false,
    hasWebSession: true,
    hasPeople: true,
    hasOtherCompany: true,
  },
  {
    // A keeper that has slept for five days puts back a refresh token that another one had spent meanwhile.
    seed: 2011887331,
    keepers: 5,
    unawareWriters: 0,
    rotation: 'revoke-family-on-reuse',
    api: 'honest',
    faultRate: 0.1,
    hasOAuth: true,
    hasWebSession: false,
    hasPeople: true,
    hasOtherCompany: false,
  },
  {
    // A process from cron sleeps over the answers after the one that told the time, and its own clock is six hours ahead.
    seed: 390552689,
    keepers: 5,
    unawareWriters: 1,
    rotation: 'revoke-family-on-reuse',
    api: 'rejects',
    faultRate: 0,
    hasOAuth: true,
    hasWebSession: false,
    hasPeople: false,
    hasOtherCompany: false,
    hasPoorComputers: true,
  },
]
