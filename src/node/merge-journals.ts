import type { Fallback, Held, JournalContent } from '../core/keeper/journal.ts'
import { mergeRenewalMemories } from '../core/keeper/renewal-memory.ts'

/**
 * Merges several keepers' journals, the latest written first. Only the latest note of spending counts: keepers of one row spend
 * under one lease, so an older one was answered since, or is the same. Pure.
 */
export function mergeJournals(contents: readonly JournalContent[]): JournalContent {
  const held = contents.flatMap((content) => content.held)
  const ways = contents.flatMap((content) => content.ways ?? [])
  // Each keeper has asked about the row's token: the latest writer knows best.
  const ownership = contents.find((content) => content.ownership !== undefined)?.ownership
  return {
    held: unique(held.sort(byRefreshToken), ({ credential }) => credential.accessToken).sort(byAge),
    spending: contents.find(({ spending }) => spending !== null)?.spending ?? null,
    fallbacks: unique(
      contents.flatMap(({ fallbacks }) => fallbacks),
      ({ accessToken }: Fallback) => accessToken,
    ),
    ...(ways.length > 0 && { ways: mergeRenewalMemories(ways) }),
    ...(ownership && { ownership }),
  }
}

/** The newest last, as a journal has it; one without a time, found before any server told it, first. */
function byAge(one: Held, other: Held): number {
  return (one.foundAt ?? 0) - (other.foundAt ?? 0)
}

/** Puts tokens without a refresh token last: of duplicates, the one with it is complete. */
function byRefreshToken(one: Held, other: Held): number {
  return Number(one.credential.refreshToken === null) - Number(other.credential.refreshToken === null)
}

/** The first of each. */
function unique<T>(all: readonly T[], keyOf: (each: T) => string): T[] {
  const byKey = new Map<string, T>()
  for (const each of all) if (!byKey.has(keyOf(each))) byKey.set(keyOf(each), each)
  return [...byKey.values()]
}
