import { providerHosts } from './providers.ts'

/**
 * What an address is to the sign-in:
 * - `gazelle`: Gazelle's origin, or a host below it by the same protocol
 * - `provider`: a known sign-in provider, by https
 * - `web`: any other place with https: a pop-up may go there, Gazelle's page may not
 * - `refused`: all else, other protocols and what is no address at all
 */
export type Place = 'gazelle' | 'provider' | 'web' | 'refused'

/** Tells what `address` is to the sign-in at `gazelle`. Pure; never throws. */
export function placeOf(address: string, gazelle: URL): Place {
  if (!URL.canParse(address)) return 'refused'
  const { origin, protocol, hostname, port } = new URL(address)
  if (origin === gazelle.origin) return 'gazelle'
  if (protocol === gazelle.protocol && hostname.endsWith(`.${gazelle.hostname}`)) return 'gazelle'
  if (protocol !== 'https:') return 'refused'
  const isProvider = port === '' && providerHosts.some((each) => covers(each, hostname))
  return isProvider ? 'provider' : 'web'
}

function covers(entry: string, hostname: string): boolean {
  return entry.startsWith('.') ? hostname.endsWith(entry) : hostname === entry
}
