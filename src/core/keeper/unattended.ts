import type { SeenKeeper } from './logbook.ts'

/** For so long may no keeper that can renew be seen before that is worth an alert, in seconds. */
const patienceSeconds = 3 * 24 * 60 * 60

/**
 * How many days nobody has been seen who could renew the row's token without a person: 3 or more, or 0 while somebody has, or where
 * no such keeper was ever there, as where people bring each token. Takes the keepers of the logbook.
 */
export function unattendedDays(keepers: readonly SeenKeeper[]): number {
  const seen = keepers.flatMap(({ ableSecondsAgo }) => ableSecondsAgo ?? [])
  const latest = Math.min(...seen)
  return seen.length === 0 || latest < patienceSeconds ? 0 : Math.floor(latest / 86_400)
}
