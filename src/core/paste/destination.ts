import type { PasteForm, PasteRefusal } from './paste.ts'
import type { SeenRequest } from './request.ts'

/** A name with a dot in it, an address of IPv4 or IPv6, or this computer. */
const hostName = /^(localhost|\[[\da-f:.]{2,45}\]|(?=.{1,100}$)[a-z\d-]{1,40}(\.[a-z\d-]{1,40})+)$/

/** The headers that name a request's host; PowerShell's form has HTTP/2's `:authority` without its colon. */
const hostHeaders = ['host', ':authority', 'authority']

export type Elsewhere = { readonly host: string } | 'unknown'

/**
 * The destination of a request, other than Gazelle.
 *
 * Takes the request and Gazelle's origins. Gives the first address that is not Gazelle's, as a person would say it; null if every
 * address and `Host` header is Gazelle's; 'unknown' if the request names no host, or nothing that could be one.
 */
export function otherDestination(request: SeenRequest, origins: readonly string[]): Elsewhere | null {
  const otherUrl = request.urls.find((url) => !isMeantFor(url, origins))
  if (otherUrl !== undefined) return elsewhere(otherUrl, origins)
  const hosts = request.headers.filter(([name]) => hostHeaders.includes(name.toLowerCase())).map(([, value]) => value)
  const own = origins.map((origin) => origin.slice(origin.indexOf('://') + 3).toLowerCase())
  const otherHost = hosts.find((host) => !own.includes(host.toLowerCase().replace(/:443$/, '')))
  if (otherHost !== undefined) return elsewhere(`https://${otherHost}`, origins)
  return request.urls.length + hosts.length === 0 ? 'unknown' : null
}

/**
 * True if every program would take this address to one of the origins. It is compared literally, not parsed: parsers disagree
 * about `https://gazelleapp.io\@example.com`, and the copied command has a different parser from this one.
 */
export function isMeantFor(url: string, origins: readonly string[]): boolean {
  return origins.some((origin) => {
    if (url.slice(0, origin.length).toLowerCase() !== origin.toLowerCase()) return false
    return /^(:443)?(\/|$)/.test(url.slice(origin.length, origin.length + 5))
  })
}

/**
 * The host of an address that is not Gazelle's, with its scheme unless that is https; 'unknown' if it does not look like a host
 * (a secret may stand in its place), or if only some parsers take it for Gazelle's.
 */
export function elsewhere(url: string, origins: readonly string[]): Elsewhere {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (parsed === null || !hostName.test(parsed.hostname) || origins.includes(parsed.origin)) return 'unknown'
  return { host: parsed.protocol === 'https:' ? parsed.host : `${parsed.protocol}//${parsed.host}` }
}

/** The refusal of a credential that is meant for another destination. */
export function refusalOf(place: Elsewhere, form: PasteForm): PasteRefusal {
  return place === 'unknown' ? { reason: 'unknown-host', form } : { reason: 'other-host', form, host: place.host }
}
