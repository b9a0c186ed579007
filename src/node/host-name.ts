import { hostname } from 'node:os'

/** What people call this host, for the logbook: a computer's name without its domain. */
export function hostName(environment: NodeJS.ProcessEnv = process.env, name = hostname()): string {
  // Its computers have a new name at each run.
  if (environment['GITHUB_ACTIONS'] === 'true') return 'GitHub Actions'
  return name.split('.')[0]?.trim().slice(0, 60) || 'computer'
}
