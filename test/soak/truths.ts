import type { Condition, Snapshot } from '../../src/shared/snapshot.ts'

/** The popover's texts, and the snapshot that they show. */
export interface Seen {
  readonly condition: Condition | 'unconnected'
  readonly headline: string
  readonly sentence: string
  /** The main button's label. */
  readonly button: string | null
  /** The number in the ring; null if there is none. */
  readonly daysLeft: number | null
  /** The tray's tooltip; null if no panel shows it. */
  readonly toolTip: string | null
  readonly snapshot: Snapshot
}

/** The plan's knowledge of the world, whatever the app believes. */
export interface Known {
  /** Gazelle's answers to a good token in the row. `slow` counts as well. */
  readonly gazelle: 'well' | 'rejects' | 'denies' | 'not'
  readonly supabase: 'well' | 'not'
  /** Whether Gazelle itself knows the row's token, and it is neither expired nor revoked. */
  readonly isTokenAlive: boolean
  /** The row's expiry of its token, in milliseconds since 1970; null if the row does not say. */
  readonly expiresAt: number | null
  readonly now: number
  readonly isClockRight: boolean
  /** The app has been asked to check since then, twice and more than a minute apart. */
  readonly isChecked: boolean
}

const dayMilliseconds = 24 * 60 * 60 * 1000
const asksToSignIn: readonly Seen['condition'][] = ['missing', 'refused', 'expired']
const isFine: readonly Seen['condition'][] = ['valid', 'expiring']
const silence = /cannot be reached|No connection|Cannot check|cannot be checked|cannot answer|limiting requests/

/** Every untrue thing that is shown, in words. Takes the English texts. */
export function untruths(seen: Seen, known: Known): readonly string[] {
  const found: string[] = []
  const { condition, headline, sentence, button } = seen
  const shown = `“${headline}: ${sentence}” [${condition}; ${button ?? 'no button'}]`
  const untrue = (when: boolean, why: string) => {
    if (when) found.push(`${shown} although ${why}`)
  }

  untrue(condition === 'unconnected', 'it is set up')
  const isAnswered = known.gazelle !== 'not' && known.supabase === 'well'
  const isAccepted = known.isTokenAlive && known.gazelle === 'well'
  if (known.isChecked) {
    const saysWell = headline === 'All is well'
    untrue(saysWell && known.supabase === 'not', 'Supabase does not answer')
    untrue(saysWell && known.gazelle === 'not', 'Gazelle does not answer')
    untrue(saysWell && known.gazelle === 'denies', 'Gazelle denies access')
    untrue(isFine.includes(condition) && isAnswered && known.gazelle === 'rejects', 'Gazelle rejects every token')
    untrue(isFine.includes(condition) && isAnswered && !known.isTokenAlive, 'the row’s token is dead')
    untrue(asksToSignIn.includes(condition) && isAnswered && isAccepted, 'Gazelle accepts the row’s token')
    untrue(silence.test(`${headline} ${sentence}`) && isAnswered && known.gazelle === 'well', 'both answer')
    const saysWrong = /clock is wrong/.test(headline)
    untrue(saysWrong && known.isClockRight, 'the clock is right')
    untrue(saysWell && !known.isClockRight, 'the clock is wrong')
  }
  if (known.isChecked && seen.daysLeft !== null && known.expiresAt !== null && known.supabase === 'well') {
    const days = (known.expiresAt - known.now) / dayMilliseconds
    untrue(Math.abs(days - seen.daysLeft) > 1, `it shows ${seen.daysLeft} days left where ${days.toFixed(1)} are`)
  }
  const isSame = seen.toolTip === null || seen.toolTip.startsWith(`Gazelle Keeper: ${headline}`)
  untrue(!isSame, `the tray says “${seen.toolTip}”`)
  return found
}
