import type { Credential } from '../../src/core/token/credential.ts'
import type { Machine } from './machine.ts'
import { lifeMilliseconds } from './model-gazelle.ts'
import { day, hour, type World } from './world.ts'

/**
 * A person at a computer who does at any time what the popover allows: checks, asks for a new token, signs in to Gazelle, gives
 * the OAuth application its token, pastes an available one, new or old.
 */
export function startPerson(world: World, machine: Machine): void {
  const { timeline, gazelle, scenario } = world

  function act(): void {
    if (!world.hasFaults) return
    const what = world.random()
    if (what < 0.25) machine.check({ asked: true })
    else if (what < 0.5) machine.check({ asked: true, forced: true })
    else if (what < 0.75) signIn()
    else paste()
    if (scenario.hasOtherCompany && world.chance(0.5)) machine.decide(world.chance(0.4))
    timeline.after(world.between(hour / 60, world.chance(0.2) ? hour : 12 * day), act)
  }

  function signIn(): void {
    const isOAuth = scenario.hasOAuth && world.chance(0.5)
    machine.signIn(isOAuth ? granted() : used())
  }

  /** Mostly the first company; sometimes another's account, by mistake or not. */
  function company(): number {
    return scenario.hasOtherCompany && world.chance(0.3) ? 1 : 0
  }

  /** A token of Gazelle's own page, which uses it before the keeper gets it. */
  function used(): Credential {
    const { access } = gazelle.issue(undefined, null, company())
    gazelle.use(access)
    if (world.chance(0.3)) world.limit(access)
    return { ...unknownAge, accessToken: access, refreshToken: null, source: 'web-session' }
  }

  function granted(): Credential {
    const { access, refresh, issuedAt } = gazelle.issue(undefined, null, company())
    const age = { issuedAt: Math.floor(issuedAt / 1000), lifeSeconds: lifeMilliseconds / 1000 }
    return { ...unknownAge, ...age, accessToken: access, refreshToken: refresh, source: 'oauth' }
  }

  function paste(): void {
    const old = world.chance(0.7) ? world.anySaved() : null
    const { accessToken } = old === null ? used() : { accessToken: old }
    machine.offer({ ...unknownAge, accessToken, refreshToken: null, source: 'clipboard' })
  }

  timeline.after(world.between(0, 10 * day), act)
}

const unknownAge = { headerKind: 'bearer', issuedAt: null, lifeSeconds: null } as const
