import { hostname } from 'node:os'

/** What people call this host, for the logbook: a computer's name without its domain. Never throws. */
export function hostName(environment: NodeJS.ProcessEnv = process.env, ask: () => string = hostname): string {
  // Its computers have a new name at each run.
  if (environment['GITHUB_ACTIONS'] === 'true') return 'GitHub Actions'
  return nameBy(ask).split('.')[0]?.trim().slice(0, 60) || 'computer'
}

/** Empty where the program may not ask: Deno has a permission for it, which a keeper does without. */
function nameBy(ask: () => string): string {
  try {
    return ask()
  } catch {
    return ''
  }
}
