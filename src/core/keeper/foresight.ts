import { fingerprint } from '../token/fingerprint.ts'
import type { TokenRecord } from '../token/record.ts'
import { isFallbackFor } from './fallback.ts'
import type { JournalContent } from './journal.ts'
import { heard } from './ownership.ts'
import { emptyRenewalMemory } from './renewal-memory.ts'
import { RenewalOptions } from './renewal-options.ts'
import { isUnconfirmed, shownOf } from './shown-tokens.ts'
import { isDying, isRenewedInVain, type KeeperState, renewedInVain } from './state.ts'

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
  const { held, fallbacks, ways: memory = emptyRenewalMemory, ownership } = journal
  const ways = new RenewalOptions({ renewalMemory: memory, keepRenewalMemory: () => undefined })
  const isDead = state.works === false && !state.isForbidden
  const isBarred = (ways.areGrantsStuck && isDying(state, now)) || (isDead && ways.areRenewalsHelpless)
  const canRefresh =
    hasApplication && record.refreshToken !== null && ways.mayRefresh(record.refreshToken, now) && !isBarred
  const owner = ownership?.account ?? null
  const isHeld = held.some((each) => !isUnconfirmed(each, ownership ?? null))
  const canPutBack = isDead && (isHeld || fallbacks.some((fallback) => isFallbackFor(record, fallback, now, owner)))
  const problem = state.problem ?? (isRenewedInVain(state, ways.renewal) ? renewedInVain : null)
  // A dead token's account is not told any more; of one that is kept to fall back on it is known.
  const kept = fallbacks.find(({ accessToken }) => accessToken === record.accessToken)
  const account = state.account ?? kept?.account
  const of = fingerprint(record.accessToken)
  const seen = account ? heard(ownership ?? null, account, { of, by: 'another' }).ownership : (ownership ?? null)
  const { held: _, ...whose } = shownOf({ held, fallbacks, ...(seen && { ownership: seen }) })
  return { ...state, ...whose, problem, renewsByItself: canRefresh || canPutBack }
}
