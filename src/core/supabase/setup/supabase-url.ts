import { isLoopback } from '../../base/loopback.ts'

/** Where a project runs: Supabase's own hosting, this computer, or a server of one's own. */
export type ProjectPlace = 'hosted' | 'loopback' | 'own-domain'

const hostedPattern = /^([a-z0-9]{20})\.supabase\.(?:co|in)$/

/** The project's name in its URL (20 letters and digits), or null outside Supabase's own hosting. Never throws. */
export function projectRefOf(url: string): string | null {
  return URL.canParse(url) ? (hostedPattern.exec(new URL(url).hostname)?.[1] ?? null) : null
}

/** The API's URL of a hosted project, by its name, without a final slash. */
export const urlOfProject = (ref: string): string => `https://${ref}.supabase.co`

/** Whether a schedule in the database can call a function at this URL: it takes no port and no path. Never throws. */
export const canBeScheduled = (projectUrl: string): boolean => /^https:\/\/[a-z0-9.-]+\/?$/.test(projectUrl)

/** Where the project runs. Takes the URL of the project's API. */
export function projectPlaceOf(url: string): ProjectPlace {
  if (projectRefOf(url) !== null) return 'hosted'
  return isLoopback(new URL(url).hostname) ? 'loopback' : 'own-domain'
}
