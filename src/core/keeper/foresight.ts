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
 * The state that a keeper would have before it tries anything, for a command that only inspects. Takes the row's token, its
 * state, the journal, and whether there is an OAuth application; adds whether a check may still bring a token that works.
 * A renewal that the journal does not rule out counts as possible: only trying it would tell. `now` in milliseconds. Pure.
 */
export function foresee(
  state: KeeperState,
  { record, journal, hasApplication }: { record: TokenRecord; journal: JournalContent; hasApplication: boolean },
  now: number,
): KeeperState {
  const { held, fallbacks, ways: memory = emptyRenewalMemory, ownership } = journal
  const options = new RenewalOptions({ renewalMemory: memory, keepRenewalMemory: () => undefined })
  const isDead = state.works === false && !state.isForbidden
  const isBarred = (options.areGrantsStuck && isDying(state, now)) || (isDead && options.areRenewalsHelpless)
  const canRefresh =
    hasApplication && record.refreshToken !== null && options.mayRefresh(record.refreshToken, now) && !isBarred
  const owner = ownership?.account ?? null
  const isHeld = held.some((each) => !isUnconfirmed(each, ownership ?? null))
  const canPutBack = isDead && (isHeld || fallbacks.some((fallback) => isFallbackFor(record, fallback, now, owner)))
  const problem = state.problem ?? (isRenewedInVain(state, options.renewal) ? renewedInVain : null)
  // Gazelle no longer tells the account of a dead token; a fallback remembers it.
  const kept = fallbacks.find(({ accessToken }) => accessToken === record.accessToken)
  const account = state.account ?? kept?.account
  const of = fingerprint(record.accessToken)
  const seen = account ? heard(ownership ?? null, account, { of, by: 'another' }).ownership : (ownership ?? null)
  const { held: _, ...whose } = shownOf({ held, fallbacks, ...(seen && { ownership: seen }) })
  return { ...state, ...whose, problem, renewsByItself: canRefresh || canPutBack }
}
