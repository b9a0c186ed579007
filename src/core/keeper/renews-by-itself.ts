import { mayRefresh, mayUseWebSession, type RoundContext } from './situation.ts'
import { isDying } from './state.ts'

/**
 * Whether the row's token will be renewed without a person, as far as is known now. People are told this as a promise: so a way
 * counts only while it is known to be there, not while it merely may be tried.
 */
export function renewsByItself(context: RoundContext): boolean {
  const { webSession, clock, row, options, status } = context
  // Nothing is known before the row is.
  if (row.latest === null) return false
  const isRefreshGivenUp = options.areGrantsStuck && isDying(status.state.value, clock.now())
  if (!isRefreshGivenUp && mayRefresh(row.latest.record, context)) return true
  return webSession?.isPromising.value === true && mayUseWebSession(context)
}
