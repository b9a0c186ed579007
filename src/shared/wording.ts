import { diskTroubleIn } from '../core/base/disk-trouble.ts'
import { isOfSaving, isPassing, isTriedAgain } from '../core/keeper/state.ts'
import { kindOfSilence } from '../core/supabase/setup/store-failure.ts'
import { type Account, companyNames } from '../core/token/account.ts'
import { expiresAt } from '../core/token/expiry.ts'
import { nearDay, type TimeLeft, timeLeft } from '../core/token/time-left.ts'
import type { CommonTranslate } from './catalogue/common/index.ts'
import type { Translate } from './catalogue/index.ts'
import { datesIn } from './dates.ts'
import {
  type DiskTrouble,
  isSignInOpen,
  type KeeperState,
  type Language,
  nowOf,
  type Problem,
  type SignInDetail,
  type SignInPhase,
  type Snapshot,
  type UnreadSecrets,
} from './snapshot.ts'
import { isUnreached } from './tray-status.ts'

const dayMilliseconds = 24 * 60 * 60 * 1000

/** The status in one line, for headings, the tray's menu and its tooltip. */
export function headline(snapshot: Snapshot, t: Translate): string {
  const { keeper, condition, isConnected } = snapshot
  if (!isConnected) return t(snapshot.unread === null ? 'state.unconnected' : 'state.unreadable')
  const isFine = condition === 'valid' || condition === 'expiring'
  if (isFine && keeper.activity === 'renewing') return t('state.renewing')
  const isObstructed = condition === 'blocked' || isUnreached(snapshot)
  if (isObstructed && isOfSaving(keeper.problem)) return t('state.unsaved')
  // "All is well" above "unreachable" would contradict itself.
  if (isUnreached(snapshot)) return t(isSilence(keeper.problem) ? 'state.unreached' : 'state.unchecked')
  if (isFine && keeper.problem === null && keeper.clockErrorMilliseconds !== 0) return t('state.clock-wrong')
  // Gazelle knows the token but denies its user access: another token would be denied as well.
  if (condition === 'refused' && keeper.isForbidden) return t('state.no-access')
  if (condition === 'valid' && keeper.problem?.at === 'gazelle') return t('state.no-access')
  if (isFine && companySentence(keeper, t) !== null) return t('state.other-company')
  if (condition === 'expiring' && keeper.renewsByItself) return t('state.due')
  if (isGone(snapshot)) return t('state.gone')
  return t(`state.${condition}`)
}

/** Whether the row had a token and holds none now: programs that could reach Gazelle no longer can. */
const isGone = ({ condition, history }: Snapshot) => condition === 'missing' && history.lives.length > 0

/** A sentence with both names, if another company's token is in the row or waits for a person's word; else null. */
export function companySentence({ account, takenFrom, unconfirmed }: KeeperState, t: Translate): string | null {
  if (account === null) return null
  const words = (key: 'now.other-company' | 'now.unconfirmed', theirs: Account, ours: Account) => {
    const [their, our] = companyNames(theirs, ours)
    return t(key, { theirs: their, ours: our })
  }
  if (takenFrom !== null) return words('now.other-company', account, takenFrom.account)
  return unconfirmed && words('now.unconfirmed', unconfirmed.account, account)
}

/** Whether there was no answer at all; every other passing problem is an answer, if not the desired one. */
function isSilence(problem: Problem | null): boolean {
  return problem !== null && 'kind' in problem && ['unavailable', 'not-sent', 'answer-lost'].includes(problem.kind)
}

/** The present activity, or the next step, in plain words: only the most urgent. `now` in milliseconds. */
export function sentence(snapshot: Snapshot, t: Translate, now = nowOf(snapshot)): string {
  const { keeper, signIn } = snapshot
  if (!snapshot.isConnected) return snapshot.unread === null ? t('now.unconnected') : unreadSentence(snapshot.unread, t)
  const { problem } = keeper
  const isForbidden = problem?.at === 'gazelle' && problem.kind === 'forbidden'
  if (signIn === 'token-refused' && isForbidden) return describeProblem(problem, t)
  const company = companySentence(keeper, t)
  if (signIn === 'other-company' && company !== null) return company
  if (isSignInOpen(signIn)) return signInSentence(snapshot, t)
  // A check changes nothing by itself: until it has an answer, the last known state stays.
  if (keeper.activity !== 'idle' && keeper.activity !== 'checking') return doing(snapshot, t, now)
  const { proxy } = snapshot.setup
  if (proxy?.isAsking && problem !== null && isPassing(problem)) return t('proxy.asks', { host: proxy.host })
  if (company !== null && (problem === null || isPassing(problem))) return company
  const isRefusal = snapshot.condition === 'refused' && problem?.at === 'gazelle' && problem.kind === 'unauthorized'
  if (problem !== null && !isRefusal) {
    const words = describeTrouble(problem, t)
    return snapshot.condition === 'held' ? `${t('now.held.kept')} ${words}` : words
  }
  if (signIn === 'cancelled' && snapshot.condition !== 'valid') return t('sign-in.cancelled')
  return statusSentence(snapshot, t, now)
}

/** Why secrets cannot be read, and which ones. */
export function unreadSentence({ why, what }: UnreadSecrets, t: Translate): string {
  const reason = t(`unread.${why}`)
  // If the secrets are lost, all of them are.
  return why === 'lost'
    ? reason
    : `${reason} ${t('unread.what', { what: what.map((each) => t(`unread.what.${each}`)).join(', ') })}`
}

function doing({ condition, keeper, language }: Snapshot, t: Translate, now: number): string {
  const { activity, token } = keeper
  const end = expiresAt(token)
  const isAlive = condition === 'valid' || condition === 'expiring'
  if (activity !== 'renewing' || !isAlive || end === null || end <= now)
    return t(`now.${activity as Exclude<typeof activity, 'idle'>}`)
  return t('now.renewing.meanwhile', moment(end, now, language))
}

/** The status while there is no problem. */
function statusSentence(snapshot: Snapshot, t: Translate, now: number): string {
  const { condition, keeper, language } = snapshot
  if (condition === 'held' && keeper.works === true) return t('now.held.conflict')
  if (isGone(snapshot)) return t('now.refused')
  if (condition !== 'valid' && condition !== 'expiring') return t(`now.${condition}`)
  if (keeper.clockErrorMilliseconds !== 0) return clockSentence(keeper.clockErrorMilliseconds, language, t)
  const { day } = datesIn(language)
  const end = expiresAt(keeper.token)
  if (end === null) return t('now.valid.endless')
  const renewAt = keeper.token?.renewAt ?? null
  if (condition === 'expiring') {
    if (end <= now) return t('now.expiring.overdue')
    return t(keeper.renewsByItself ? 'now.expiring.by-itself' : 'now.expiring.by-hand', moment(end, now, language))
  }
  const lately = recentMark(snapshot, now)
  if (lately !== null) return t(`now.valid.${lately.what}`, { date: day(lately.at), user: keeper.account?.user ?? '?' })
  if (!keeper.renewsByItself) return t('now.valid.by-hand', moment(end, now, language))
  if (renewAt === null) return t('now.valid')
  const next = moment(renewAt * 1000, now, language)
  const { renewedAt } = snapshot.history
  return renewedAt === null ? t('now.valid.first', next) : t('now.valid.renewed', { renewed: day(renewedAt), ...next })
}

/** A point in time as a sentence names it, seen from `now`: its hour if it is today or tomorrow, else its date. */
export function moment(at: number, now: number, language: Language): { day: string; date: string; time: string } {
  const { day, time } = datesIn(language)
  return { day: nearDay(at, now), date: day(at), time: time(at) }
}

/** How long another program's change to the row is mentioned. */
const recentMilliseconds = 3 * dayMilliseconds

type RecentMark = { what: 'restored' | 'adopted' | 'another-user'; at: number }

function recentMark({ history }: Snapshot, now: number): RecentMark | null {
  const mark = history.marks.findLast(({ what }) => what !== 'failed' && what !== 'refused' && what !== 'conflict')
  if (mark?.what !== 'restored' && mark?.what !== 'adopted' && mark?.what !== 'another-user') return null
  return now - mark.at <= recentMilliseconds ? { what: mark.what, at: mark.at } : null
}

/** Takes how far the computer's clock is ahead, in milliseconds; negative if behind. */
export function clockSentence(error: number, language: Language, t: CommonTranslate): string {
  return t(error > 0 ? 'now.clock.ahead' : 'now.clock.behind', { amount: datesIn(language).span(Math.abs(error)) })
}

function signInSentence({ signIn, signInDetail: detail }: Snapshot, t: Translate): string {
  switch (detail?.phase) {
    case 'at-provider':
    case 'browser-refused':
    case 'passkey':
    case 'captcha':
    case 'proxy-auth':
      return t(`sign-in.${detail.phase}`, { host: detail.host })
    case 'certificate':
      return `${t('sign-in.certificate', { host: detail.host })} ${t(`sign-in.certificate.${detail.flaw}`)}`
    case 'authorization-refused': {
      const reason = t(`sign-in.authorization-refused.${detail.why}`)
      return detail.words === null ? reason : `${reason} ${t('sign-in.words', { words: detail.words })}`
    }
    default:
      return t(`sign-in.${signIn as Exclude<SignInPhase, 'closed' | SignInDetail['phase']>}`)
  }
}

function supabaseSentence({ kind, code }: Extract<Problem, { at: 'store' }>, t: CommonTranslate): string {
  if (kind !== 'unavailable') return t(`problem.supabase.${kind}`)
  const silence = kindOfSilence(code ?? '')
  return silence === 'not-reached' ? t('problem.supabase.unavailable') : t(`check.kind.${silence}`)
}

/** The sentence with Supabase's or the network's own code, for a helper. */
export function withCode(sentence: string, code: string | undefined, t: CommonTranslate): string {
  return code === undefined ? sentence : `${sentence} ${t('check.fact.code', { code })}`
}

export function describeProblem(problem: Problem, t: CommonTranslate): string {
  switch (problem.at) {
    case 'store':
      return withCode(supabaseSentence(problem, t), problem.code, t)
    case 'gazelle':
      return problem.kind === 'forbidden' && problem.because
        ? t(`problem.gazelle.forbidden.${problem.because}`)
        : t(`problem.gazelle.${problem.kind}`)
    case 'oauth':
      return t(problem.kind === 'intercepted' ? 'problem.gazelle.intercepted' : `problem.oauth.${problem.kind}`)
    case 'row':
      return problem.field === null ? t('problem.row') : t('problem.row.field', { field: problem.field })
    case 'keeper': {
      const trouble = diskTroubleIn(problem)
      return trouble === null ? t('problem.keeper', { what: problem.what }) : t(`disk.${trouble}`)
    }
  }
}

/** The disk's trouble, and its effect on changes made now. */
export function describeDisk(trouble: DiskTrouble, t: Translate): string {
  return `${t(`disk.${trouble}`)} ${t('disk.meanwhile')}`
}

/** The same for an app that stays and tries again: only this text says so. */
export function describeTrouble(problem: Problem, t: CommonTranslate): string {
  const words = describeProblem(problem, t)
  return isTriedAgain(problem) ? `${words} ${t('now.retries')}` : words
}

/** The time that the row's token has left; null if there is no token, or Gazelle rejects it: then it has none, whatever its date. */
export function tokenTimeLeft({ keeper: { token, works } }: Snapshot, now: number): TimeLeft | null {
  return token === null || works === false ? null : timeLeft(expiresAt(token), now)
}

/** The same as a phrase ("29 days left"). */
export function timeLeftText(snapshot: Snapshot, t: Translate, now: number): string | null {
  const left = tokenTimeLeft(snapshot, now)
  if (left === null) return null
  return 'count' in left ? t(`left.${left.unit}`, { count: left.count }) : t(`left.${left.unit}`)
}

/** The tray's tooltip: name, state, time left. */
export function tooltip(snapshot: Snapshot, t: Translate, now: number): string {
  const time = snapshot.condition === 'expired' ? null : timeLeftText(snapshot, t, now)
  const state: string[] = [headline(snapshot, t)]
  if (time !== null) state.push(time)
  return `${t('app.name')}: ${state.join(', ')}`
}

/** The time of the last check, or a text saying that one is under way. `now` in milliseconds. */
export function checkedText(snapshot: Snapshot, t: Translate, now: number): string {
  const { activity, checkedAt } = snapshot.keeper
  if (activity === 'checking') return t('now.checking')
  if (checkedAt === null) return t('checked.never')
  const age = now - checkedAt
  if (age < 60_000) return t('checked.now')
  const { day, time } = datesIn(snapshot.language)
  return age < dayMilliseconds ? t('checked.at', { time: time(checkedAt) }) : t('checked.on', { date: day(checkedAt) })
}
