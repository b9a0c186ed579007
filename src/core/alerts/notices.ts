import { isPassing, type KeeperState, type Problem } from '../keeper/state.ts'
import type { Account } from '../token/account.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour

/** Days before the end at which a person is reminded of a token that nobody renews. */
const stages = [1, 3, 7] as const

/**
 * What a person should be told unasked:
 * - `company`: another company's token; `isInRow`: somebody else has put it in the row, else it waits for a person's word
 * - `sign-in`: only a sign-in helps. `daysLeft` is null once the token is dead, or there is none; else the stage that is reached
 * - `blocked`: something stands in the way that does not pass by itself
 * - `trouble`: something that passes by itself has lasted for a day, or so long that the token may end meanwhile
 */
export type Need =
  | { readonly kind: 'company'; readonly isInRow: boolean; readonly theirs: Account; readonly ours: Account }
  | { readonly kind: 'sign-in'; readonly daysLeft: (typeof stages)[number] | null }
  | { readonly kind: 'blocked'; readonly problem: Problem }
  | { readonly kind: 'trouble'; readonly problem: Problem }

/** What has been told already. It is kept, so that a restart repeats nothing. Points in time are milliseconds since 1970. */
export interface Told {
  /** The needs that were told and are not met yet. */
  readonly needs: readonly string[]
  /** Since when something stands in the way; the keeper itself forgets that when it ends. */
  readonly troubleSince: number | null
  /** The person asked to be reminded then. */
  readonly remindAt: number | null
}

export const nothingTold: Told = { needs: [], troubleSince: null, remindAt: null }

/**
 * What to tell now, if anything, and what has been told afterwards: a need once, at 7, 3 and 1 days and at the end, whatever
 * happens in between; `solved` once when all is well again. `reminds: false` leaves out what can still wait. Pure; `now` is
 * in milliseconds by the trusted clock.
 */
export function noticeFor(
  state: KeeperState,
  told: Told,
  now: number,
  { reminds }: { reminds: boolean },
): { readonly notice: Need | 'solved' | null; readonly told: Told } {
  // In the middle of something nothing is certain yet.
  if (state.activity !== 'idle' || state.checkedAt === null) return { notice: null, told }
  const since = state.problem === null ? null : (told.troubleSince ?? state.troubleSince)
  const known: Told = { ...told, troubleSince: since }
  const need = needOf(state, since, now, reminds)
  if (need === null) {
    const isWell = state.works === true && state.problem === null && state.held === null
    // A reminder that is not wanted any more is not solved by that.
    if (!isWell || needOf(state, since, now, true) !== null) return { notice: null, told: known }
    return { notice: told.needs.length > 0 ? 'solved' : null, told: nothingTold }
  }
  const name = nameOf(need, state)
  const isReminderDue = told.remindAt !== null && now >= told.remindAt
  if (told.needs.includes(name) && !isReminderDue) return { notice: null, told: known }
  const needs = [...told.needs.filter((each) => each !== name), name].slice(-20)
  return { notice: need, told: { ...known, needs, remindAt: null } }
}

/** The person wants to hear of it again in a day. */
export function remindTomorrow(told: Told, now: number): Told {
  return { ...told, remindAt: now + day }
}

function needOf(state: KeeperState, since: number | null, now: number, reminds: boolean): Need | null {
  const { problem, token, works, asksHuman, renewsByItself, account, takenFrom, unconfirmed } = state
  // Programs work with it already, where it is in the row: nothing is more urgent.
  if (account !== null && takenFrom !== null) {
    return { kind: 'company', isInRow: true, theirs: account, ours: takenFrom.account }
  }
  if (problem !== null && !isPassing(problem) && problem.at !== 'gazelle') return { kind: 'blocked', problem }
  // Whoever asks for a new token while the old one lives sits before the screen.
  const isDead = works === false || state.row === 'empty'
  if (account !== null && unconfirmed !== null) {
    return { kind: 'company', isInRow: false, theirs: unconfirmed.account, ours: account }
  }
  if (asksHuman && works !== true) return { kind: 'sign-in', daysLeft: null }
  const end = token === null || token.expiry.certainty === 'never' ? null : token.expiry.at * 1000
  if (problem !== null && isPassing(problem) && since !== null && reminds) {
    const isUrgent = isDead || (end !== null && end - now <= 3 * day)
    if (now - since >= (isUrgent ? hour : day)) return { kind: 'trouble', problem }
  }
  if (renewsByItself || isDead || end === null || now >= end || !reminds) return null
  const daysLeft = stages.find((days) => end - now <= days * day)
  return daysLeft === undefined ? null : { kind: 'sign-in', daysLeft }
}

function nameOf(need: Need, { token, unconfirmed }: KeeperState): string {
  if (need.kind === 'company') {
    const { companyId, company } = need.theirs
    return need.isInRow ? `company in the row ${companyId ?? company}` : `company ${unconfirmed?.fingerprint}`
  }
  if (need.kind === 'sign-in') return `sign-in ${token?.fingerprint ?? 'none'} ${need.daysLeft ?? 'over'}`
  return `${need.kind} ${need.problem.at} ${'kind' in need.problem ? need.problem.kind : ''}`
}
