import type { TokenRecord } from '../token/record.ts'
import { isFallbackFor } from './fallback.ts'
import type { JournalContent } from './journal.ts'
import { emptyRenewalMemory } from './renewal-memory.ts'
import { RenewalOptions } from './renewal-options.ts'
import { isUnconfirmed } from './shown-tokens.ts'
import { isDying, type KeeperState } from './state.ts'

/** The renewal options as this journal knows them; what they learn is not kept. */
export function renewalOptionsOf({ ways = emptyRenewalMemory }: JournalContent): RenewalOptions {
  return new RenewalOptions({ renewalMemory: ways, keepRenewalMemory: () => undefined })
}

/**
 * Whether a check may still bring a token that works: the forecast of a command that only inspects. Takes the state of the row's
 * token, the journal, and whether there is an OAuth application. A renewal that the journal does not rule out counts as
 * possible: only trying it would tell. `now` in milliseconds. Pure.
 */
export function mayRenewByItself(
  state: KeeperState,
  { record, journal, hasApplication }: { record: TokenRecord; journal: JournalContent; hasApplication: boolean },
  now: number,
): boolean {
  const { held, fallbacks, ownership = null } = journal
  const options = renewalOptionsOf(journal)
  const isDead = state.works === false && !state.isForbidden
  const isBarred = (options.areGrantsStuck && isDying(state, now)) || (isDead && options.areRenewalsHelpless)
  const canRefresh =
    hasApplication && record.refreshToken !== null && options.mayRefresh(record.refreshToken, now) && !isBarred
  const isHeld = held.some((each) => !isUnconfirmed(each, ownership))
  const owner = ownership?.account ?? null
  const canPutBack = isDead && (isHeld || fallbacks.some((fallback) => isFallbackFor(record, fallback, now, owner)))
  return canRefresh || canPutBack
}
