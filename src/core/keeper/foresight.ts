import type { TokenRecord } from '../token/record.ts'
import { isFallbackFor } from './holdings.ts'
import type { JournalContent } from './journal.ts'
import { isDying, isRenewedInVain, type KeeperState, renewedInVain } from './state.ts'
import { Ways } from './ways.ts'
import { emptyWays } from './ways-memory.ts'

/**
 * What a keeper would know of the row's token before it tries anything, for whoever only looks. Takes the row's token, how it
 * stands, what the journal holds, and whether there is an OAuth application; gives the state with whether a check may still
 * bring a token that works. Where the journal says nothing against a way, it may: only trying it tells. `now` in milliseconds.
 * Pure.
 */
export function foresee(
  state: KeeperState,
  { record, journal, hasApplication }: { record: TokenRecord; journal: JournalContent; hasApplication: boolean },
  now: number,
): KeeperState {
  const { held, fallbacks, ways: memory = emptyWays } = journal
  const ways = new Ways({ ways: memory, keepWays: () => undefined })
  const isDead = state.works === false && !state.isForbidden
  const isBarred = (ways.areGrantsStuck && isDying(state, now)) || (isDead && ways.areRenewalsHelpless)
  const canRefresh =
    hasApplication && record.refreshToken !== null && ways.mayRefresh(record.refreshToken, now) && !isBarred
  const canPutBack = isDead && (held.length > 0 || fallbacks.some((fallback) => isFallbackFor(record, fallback, now)))
  const problem = state.problem ?? (isRenewedInVain(state, ways.renewal) ? renewedInVain : null)
  return { ...state, problem, renewsByItself: canRefresh || canPutBack }
}
