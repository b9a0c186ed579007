import { gazelleAddresses } from '../../core/gazelle/addresses.ts'
import type { GazelleOptions } from '../../core/gazelle/probe.ts'
import { systemClock } from '../../node/system-clock.ts'
import { fetchBySystem, userAgent } from '../system/network.ts'

/** The options for asking Gazelle's API over this computer's network. Takes Gazelle's origin. */
export function gazelleAt(gazelleUrl: string): GazelleOptions {
  return {
    endpoint: gazelleAddresses(gazelleUrl).graphqlEndpoint,
    fetch: fetchBySystem,
    userAgent,
    clock: systemClock,
  }
}
