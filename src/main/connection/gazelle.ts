import type { GazelleOptions } from '../../core/gazelle/probe.ts'
import { systemClock } from '../../node/system-clock.ts'
import { fetchBySystem, userAgent } from '../system/network.ts'

/** How Gazelle's API is asked over this computer's network. Takes Gazelle's origin. */
export function gazelleAt(gazelleUrl: string): GazelleOptions {
  return {
    endpoint: new URL('/graphql/private/', gazelleUrl).href,
    fetch: fetchBySystem,
    userAgent,
    clock: systemClock,
  }
}
