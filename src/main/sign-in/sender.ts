import { verdictOn } from './url-policy.ts'

/** What Chromium says of who sends a request. */
export interface RequestSender {
  /**
   * The origin of the document that sends it, "null" for one of nobody's; null where there is none: a shared or service
   * worker, or a page that is on its way out.
   */
  readonly frameOrigin: string | null
  /** The request's headers. `Origin` and `Sec-Fetch-Site` are Chromium's own: no script can write them. */
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Whether Gazelle's own pages or workers send a request to Gazelle. Another site's page, or a worker that outlives it, may
 * ask Gazelle's API too, with a token of another company. All that is said must speak for Gazelle, and something must be:
 * a frame may have gone on to Gazelle since it sent the request. Pure.
 */
export function isSentByGazelle({ frameOrigin, headers }: RequestSender, gazelle: URL): boolean {
  const origins = [frameOrigin, headerOf(headers, 'origin')].filter((each) => each !== null)
  const site = headerOf(headers, 'sec-fetch-site')
  if (origins.some((origin) => verdictOn(origin, gazelle) !== 'gazelle')) return false
  // Of hosts below Gazelle's the origin is said as well: they ask across origins.
  if (site === null || site === 'same-site') return origins.length > 0
  return site === 'same-origin'
}

function headerOf(headers: Readonly<Record<string, string>>, name: string): string | null {
  return Object.entries(headers).find(([each]) => each.toLowerCase() === name)?.[1] ?? null
}
