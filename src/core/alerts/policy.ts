import { isPassing, type KeeperState, type Problem } from '../keeper/state.ts'
import type { Account } from '../token/account.ts'
import { expiresAt } from '../token/expiry.ts'
import { nothingTold, type Told } from './alert-memory.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour

/** Days before its end at which a person is reminded of a token that nobody renews. */
export const reminderDays = [1, 3, 7] as const

/** The first reminder comes this long before the end, in milliseconds. */
export const firstReminderMilliseconds = Math.max(...reminderDays) * day

/** The time after which passing trouble is told, in milliseconds. */
const patience = { usual: day, urgent: hour } as const

/** Trouble is urgent if the token expires within this time, in milliseconds. */
const urgentMilliseconds = 3 * day

/** The time after which an urgent need is told again, in milliseconds. */
const repeatMilliseconds = day

/** Only the latest subjects are remembered. */
const rememberedSubjects = 20

/**
 * What a person is told unasked:
 * - `company`: another company's token; `isInRow`: somebody else has put it in the row, else it waits for a person's word
 * - `sign-in`: only a sign-in helps. `daysLeft` is null once the token is dead, or there is none; else the stage that is reached
 * - `blocked`: a problem that does not pass without help
 * - `trouble`: a passing problem that has lasted for a day, or for an hour if the token is dead or expires soon
 * - `unattended`: no keeper that can renew the token has been seen for `days`, three or more
 * - `solved`: all is well again; `isFirst`: for the first time, after the first token was asked for
 */
export type Alert = Need | { readonly kind: 'solved'; readonly isFirst: boolean }

type Need =
  | { readonly kind: 'company'; readonly isInRow: boolean; readonly theirs: Account; readonly ours: Account }
  | { readonly kind: 'sign-in'; readonly daysLeft: (typeof reminderDays)[number] | null }
  | { readonly kind: 'blocked'; readonly problem: Problem }
  | { readonly kind: 'trouble'; readonly problem: Problem }
  | { readonly kind: 'unattended'; readonly days: number }

/** The alert to tell now, and the channel's memory once it has told it. */
export interface Verdict {
  readonly alert: Alert | null
  /** Identifies the alert's need, whatever its words: each subject is told once. Null if there is no alert. */
  readonly subject: string | null
  readonly told: Told
}

/** Whether the state can be judged: nothing is certain before the first check, or during activity. */
export function isCertain(state: KeeperState): boolean {
  return state.activity === 'idle' && state.checkedAt !== null
}

/** Whether the row's token works and nothing stands in the way. */
export function isWell({ works, problem, held }: KeeperState): boolean {
  return works === true && problem === null && held === null
}

/** Whether somebody is known to be there who can renew the token, or at least nobody to be missing. */
export function isAttended({ renewsByItself, unattendedDays }: KeeperState): boolean {
  return renewsByItself || unattendedDays === 0
}

/** How the alerts are told. */
export interface AlertOptions {
  /** False leaves out needs that can still wait. */
  readonly reminds: boolean
  /** Whether nothing has been told since the program started: what is urgent is told once more. */
  readonly isStart?: boolean
}

/**
 * The alert to tell now, if any, and the memory after it: a need is told once, at 7, 3 and 1 days and at the end, whatever
 * happens in between; an urgent one again each day and at each start, until something changes or the person postpones it;
 * `solved` once when all is well again. Pure; `now` is in milliseconds by the trusted clock.
 */
export function alertFor(
  state: KeeperState,
  told: Told,
  now: number,
  { reminds, isStart = false }: AlertOptions,
): Verdict {
  if (!isCertain(state)) return silent(told)
  const since = state.problem === null ? null : (told.troubleSince ?? state.troubleSince)
  const known: Told = { ...told, troubleSince: since }
  const need = needOf(state, since, now, reminds)
  if (need === null) {
    // Switching reminders off does not solve the need.
    if (!isWell(state) || needOf(state, since, now, true) !== null) return silent(known)
    if (told.needs.length === 0) return silent(nothingTold)
    // Who looks after the row is not known yet: that solves nothing.
    if (told.needs.includes(unattended) && !isAttended(state)) return silent(known)
    const isFirst = told.needs.every((each) => each === firstSignIn)
    return { alert: { kind: 'solved', isFirst }, subject: 'solved', told: nothingTold }
  }
  const subject = subjectOf(need, state)
  const { remindAt, toldAt } = told
  const isDue =
    remindAt !== null
      ? now >= remindAt
      : isUrgent(need) && (isStart || (toldAt !== null && Math.abs(now - toldAt) >= repeatMilliseconds))
  if (told.needs.includes(subject) && !isDue) return silent(known)
  const needs = [...told.needs.filter((each) => each !== subject), subject].slice(-rememberedSubjects)
  return { alert: need, subject, told: { ...known, needs, remindAt: null, toldAt: now } }
}

/**
 * Whether the company's programs are cut off, work with another company's data, or will be cut off because nothing can be saved
 * without help.
 */
export function isUrgent(alert: Alert): boolean {
  switch (alert.kind) {
    case 'sign-in':
      return alert.daysLeft === null
    case 'company':
      return alert.isInRow
    default:
      return alert.kind === 'blocked'
  }
}

/** Records that the person wants to hear of it again in a day. */
export function remindTomorrow(told: Told, now: number): Told {
  return { ...told, remindAt: now + day }
}

const silent = (told: Told): Verdict => ({ alert: null, subject: null, told })

function needOf(state: KeeperState, since: number | null, now: number, reminds: boolean): Need | null {
  const { problem, token, works, asksHuman, renewsByItself, unattendedDays, account, takenFrom, unconfirmed } = state
  // Another company's token in the row is the most urgent: programs work with it already.
  if (account !== null && takenFrom !== null) {
    return { kind: 'company', isInRow: true, theirs: account, ours: takenFrom.account }
  }
  if (problem !== null && !isPassing(problem) && problem.at !== 'gazelle') return { kind: 'blocked', problem }
  const isDead = works === false || state.row === 'empty'
  if (account !== null && unconfirmed !== null) {
    return { kind: 'company', isInRow: false, theirs: unconfirmed.account, ours: account }
  }
  // No alert while the token works: the person who asked for another one is at the screen.
  if (asksHuman && works !== true) return { kind: 'sign-in', daysLeft: null }
  const end = expiresAt(token)
  if (problem !== null && isPassing(problem) && since !== null && reminds) {
    const isUrgent = isDead || (end !== null && end - now <= urgentMilliseconds)
    if (now - since >= (isUrgent ? patience.urgent : patience.usual)) return { kind: 'trouble', problem }
  }
  if (renewsByItself || isDead || end === null || now >= end || !reminds) return null
  const daysLeft = reminderDays.find((days) => end - now <= days * day)
  if (daysLeft !== undefined) return { kind: 'sign-in', daysLeft }
  return unattendedDays === null || unattendedDays === 0 ? null : { kind: 'unattended', days: unattendedDays }
}

/** The subject of a sign-in while the row has no token. */
const firstSignIn = 'sign-in none over'

/** The subject of a row that nobody looks after, however long that has lasted. */
export const unattended = 'unattended'

/** These texts are stored: a changed one would repeat every alert. */
function subjectOf(need: Need, { token, unconfirmed }: KeeperState): string {
  if (need.kind === 'company') {
    const { companyId, company } = need.theirs
    return need.isInRow ? `company in the row ${companyId ?? company}` : `company ${unconfirmed?.fingerprint}`
  }
  if (need.kind === 'unattended') return unattended
  if (need.kind === 'sign-in') return `sign-in ${token?.fingerprint ?? 'none'} ${need.daysLeft ?? 'over'}`
  return `${need.kind} ${need.problem.at} ${'kind' in need.problem ? need.problem.kind : ''}`
}
