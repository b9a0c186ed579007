import { verdictOn } from './url-policy.ts'

/** Chromium's facts about the sender of a request. */
export interface RequestSender {
  /**
   * The origin of the sending document, "null" if it is opaque; null if there is none: a shared or service worker, or a page that
   * is going away.
   */
  readonly frameOrigin: string | null
  /** The request's headers. `Origin` and `Sec-Fetch-Site` are Chromium's own: no script can write them. */
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Whether one of Gazelle's own pages or workers sends a request to Gazelle. Another site's page, or a worker that outlives it,
 * may ask Gazelle's API too, with another company's token. Every fact present must point to Gazelle, and there must be one: a
 * frame may have gone on to Gazelle since it sent the request. Pure.
 */
export function isSentByGazelle({ frameOrigin, headers }: RequestSender, gazelle: URL): boolean {
  const origins = [frameOrigin, headerOf(headers, 'origin')].filter((each) => each !== null)
  const site = headerOf(headers, 'sec-fetch-site')
  if (origins.some((origin) => verdictOn(origin, gazelle) !== 'gazelle')) return false
  // Hosts below Gazelle's send their origin as well: they ask across origins.
  if (site === null || site === 'same-site') return origins.length > 0
  return site === 'same-origin'
}

function headerOf(headers: Readonly<Record<string, string>>, name: string): string | null {
  return Object.entries(headers).find(([each]) => each.toLowerCase() === name)?.[1] ?? null
}
