import type { RenewsBy } from './logbook.ts'
import { mayRefresh, mayUseWebSession, type RoundContext } from './situation.ts'
import { isDying } from './state.ts'

/**
 * Whether the row's token will be renewed without a person, as far as is known now. People are told this as a promise: so a way
 * counts only while it is known to be there, not while it merely may be tried.
 */
export const renewsByItself = (context: RoundContext): boolean => renewsBy(context) !== null

/** How it will be; null where a person is needed. */
export function renewsBy(context: RoundContext): RenewsBy | null {
  const { webSession, clock, row, options, status } = context
  // Nothing is known before the row is.
  if (row.latest === null) return null
  const isRefreshGivenUp = options.areGrantsStuck && isDying(status.state.value, clock.now())
  if (!isRefreshGivenUp && mayRefresh(row.latest.record, context)) return 'refresh-token'
  return webSession?.isPromising.value === true && mayUseWebSession(context) ? 'web-session' : null
}
