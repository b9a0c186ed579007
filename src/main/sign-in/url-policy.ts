import { providerHosts, tenantHosts } from './providers.ts'

/**
 * What an address is to the sign-in:
 * - `gazelle`: Gazelle's origin, or a host below it by the same protocol
 * - `provider`: a known sign-in provider, by https
 * - `tenant`: a company's host at a provider that gives one to anyone, by https: see `Tenants`
 * - `web`: any other place with https: a pop-up may go there, Gazelle's page may not
 * - `refused`: all else, other protocols and what is no address at all
 */
export type UrlVerdict = 'gazelle' | 'provider' | 'tenant' | 'web' | 'refused'

/** Tells what `address` is to the sign-in at `gazelle`. Pure; never throws. */
export function verdictOn(address: string, gazelle: URL): UrlVerdict {
  if (!URL.canParse(address)) return 'refused'
  const { origin, protocol, hostname, port } = new URL(address)
  if (origin === gazelle.origin) return 'gazelle'
  if (protocol === gazelle.protocol && hostname.endsWith(`.${gazelle.hostname}`)) return 'gazelle'
  if (protocol !== 'https:') return 'refused'
  if (port !== '') return 'web'
  if (providerHosts.includes(hostname)) return 'provider'
  return tenantHosts.some((each) => hostname.endsWith(each)) ? 'tenant' : 'web'
}
