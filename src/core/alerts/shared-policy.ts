import type { KeeperState } from '../keeper/state.ts'
import { harmless } from './harmless.ts'
import { type Alert, alertFor, isAttended, isWell, unattended } from './policy.ts'
import type { Delivery } from './remote-channel.ts'
import {
  type Attempt,
  mostChannels,
  mostNeeds,
  mostTellings,
  nothingToldThere,
  type SharedTold,
  type ToldNeed,
  type ToldThere,
} from './shared-told.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long an alert is one keeper's to tell, in milliseconds: longer than any channel takes. */
const claimMilliseconds = 2 * minute
/** A keeper notes again that it still sees a need after this time, in milliseconds. */
const noteAgainMilliseconds = 12 * hour
/** A keeper that has been silent for so long holds nothing up any more, in milliseconds. */
const silentMilliseconds = 2 * day
/** Whatever is older is forgotten, in milliseconds. */
const forgottenMilliseconds = 60 * day
const longestPauseMilliseconds = hour
/** No server’s word holds an alert up for longer, in milliseconds. */
const longestWaitMilliseconds = day
/**
 * Between two alerts once a destination has been told `mostTellings` within a day, in milliseconds: a row that changes at each check
 * must not become a flood.
 */
const calmMilliseconds = 4 * hour

/** A keeper that looks at the row. */
export interface Onlooker {
  readonly state: KeeperState
  /** Its name among the keepers of the row. */
  readonly keeper: string
  /** Milliseconds since 1970 by the trusted clock. */
  readonly now: number
  /** The names of the channels that this keeper has. */
  readonly channels: readonly string[]
  readonly newId: () => string
}

/** An alert that this keeper is to tell now. */
export interface Claim {
  readonly channel: string
  readonly alert: Alert
  readonly subject: string
  readonly id: string
}

export interface Plan {
  /** The memory once the claims are made. */
  readonly next: SharedTold
  readonly claims: readonly Claim[]
  /** When there is something to try again; null if there is not. */
  readonly againAt: number | null
}

/** The alerts for this keeper to tell, each on a channel that nobody is telling anything on. The state must be certain. Pure. */
export function planFor(told: SharedTold, onlooker: Onlooker): Plan {
  const { state, keeper, now, channels } = onlooker
  const since = state.problem === null ? null : (told.troubles[keeper] ?? state.troubleSince)
  const parts = channels.map((name) => ({ name, ...planThere(name, told.channels[name], since, onlooker) }))
  const waits = parts.flatMap(({ againAt }) => againAt ?? [])
  return {
    next: {
      ...told,
      company: companyIn(state) ?? told.company,
      troubles: { ...recent(without(told.troubles, keeper), now), ...(since !== null && { [keeper]: since }) },
      channels: newest(
        { ...told.channels, ...Object.fromEntries(parts.map(({ name, next }) => [name, next])) },
        channels,
      ),
    },
    claims: parts.flatMap(({ claim }) => claim ?? []),
    againAt: waits.length === 0 ? null : Math.min(...waits),
  }
}

interface PlanThere {
  readonly next: ToldThere
  readonly claim: Claim | null
  readonly againAt: number | null
}

function planThere(
  channel: string,
  there: ToldThere = nothingToldThere,
  troubleSince: number | null,
  { state, keeper, now, newId }: Onlooker,
): PlanThere {
  const verdictFor = (needs: readonly ToldNeed[]) => {
    const told = { needs: needs.map(({ subject }) => subject), troubleSince, remindAt: null, toldAt: there.toldAt }
    return alertFor(state, told, now, { reminds: true })
  }
  const stay = (needs: readonly ToldNeed[], attempt = there.attempt): PlanThere => {
    const isSame = needs === there.needs && attempt === there.attempt
    return { next: isSame ? there : { ...there, needs, attempt, changedAt: now }, claim: null, againAt: null }
  }

  const own = verdictFor([]).subject
  const needs = own === null ? there.needs : noted(there.needs, own, keeper, now)
  const { alert, subject } = verdictFor(needs)
  if (alert === null || subject === null) {
    // What could not be told before it was solved is not worth telling any more.
    const isMoot = own === null && isWell(state) && there.attempt !== null && now >= there.attempt.claimedUntil
    return stay(needs, isMoot ? null : there.attempt)
  }
  if (alert.kind === 'solved') {
    const left = needs.filter((need) => !isSolvedFor(need, state, keeper, now))
    if (left.length > 0) return stay(unseenBy(keeper, left.length < needs.length ? left : needs))
  }

  const { attempt } = there
  const wait = Math.max(waitFor(attempt, now), calmUntil(there.tellings, now))
  if (now < wait) return { ...stay(needs), againAt: wait }
  const id = attempt?.subject === subject ? attempt.id : newId()
  const { failures = 0, notBefore = 0 } = attempt ?? {}
  const claimed: Attempt = { subject, id, claimedUntil: now + claimMilliseconds, failures, notBefore }
  return { ...stay(needs, claimed), claim: { channel, alert, subject, id } }
}

/**
 * Until when an alert is somebody else's, or rests; 0 if it is free. A time further off than any keeper notes is not believed: whoever
 * writes the row beside the token could silence a destination for ever.
 */
function waitFor(attempt: Attempt | null, now: number): number {
  if (attempt === null) return 0
  const believed = (time: number, longest: number) => (time - now > 2 * longest ? 0 : time)
  return Math.max(
    believed(attempt.claimedUntil, claimMilliseconds),
    believed(attempt.notBefore, longestWaitMilliseconds),
  )
}

/** When a destination may be told anything again that has been told much; 0 if it has not. */
function calmUntil(tellings: readonly number[], now: number): number {
  const lately = tellings.filter((at) => at <= now && now - at < day)
  return lately.length < mostTellings ? 0 : Math.max(...lately) + calmMilliseconds
}

/** The memory after a claim's delivery. Leaves it as it is if another keeper has taken the alert over. Pure. */
export function settled(told: SharedTold, claim: Claim, delivery: Delivery, keeper: string, now: number): SharedTold {
  const there = told.channels[claim.channel]
  if (there?.attempt?.id !== claim.id) return told
  const after = delivery.isDelivered
    ? afterTelling(there, claim, keeper, now)
    : { ...there, attempt: afterFailure(there.attempt, delivery.retryAfterSeconds, now) }
  return { ...told, channels: { ...told.channels, [claim.channel]: { ...after, changedAt: now } } }
}

function afterTelling(there: ToldThere, { alert, subject }: Claim, keeper: string, now: number): ToldThere {
  const tellings = [...there.tellings, now].slice(-mostTellings)
  if (alert.kind === 'solved') return { ...nothingToldThere, tellings }
  const seenBy = there.needs.find((need) => need.subject === subject)?.seenBy ?? {}
  const others = there.needs.filter((need) => need.subject !== subject)
  const needs = [...others, { subject, seenBy: { ...seenBy, [keeper]: now } }].slice(-mostNeeds)
  return { ...there, needs, toldAt: now, tellings, attempt: null }
}

/** The pauses double from a minute to an hour; a server may ask for a longer one. */
function afterFailure(attempt: Attempt, retryAfterSeconds: number | null, now: number): Attempt {
  const pause = Math.min(minute * 2 ** Math.min(attempt.failures, 10), longestPauseMilliseconds)
  const notBefore = now + Math.max(pause, (retryAfterSeconds ?? 0) * 1000)
  return { ...attempt, claimedUntil: 0, failures: attempt.failures + 1, notBefore }
}

/** The needs, with a note that this keeper sees one of them, if that was told. */
function noted(needs: readonly ToldNeed[], subject: string, keeper: string, now: number): readonly ToldNeed[] {
  const isNew = (need: ToldNeed) => now - (need.seenBy[keeper] ?? 0) >= noteAgainMilliseconds
  if (!needs.some((need) => need.subject === subject && isNew(need))) return needs
  return needs.map((need) =>
    need.subject === subject ? { subject, seenBy: { ...recent(need.seenBy, now), [keeper]: now } } : need,
  )
}

/** The needs, without a word that this keeper sees them. */
function unseenBy(keeper: string, needs: readonly ToldNeed[]): readonly ToldNeed[] {
  if (!needs.some(({ seenBy }) => keeper in seenBy)) return needs
  return needs.map(({ subject, seenBy }) => ({ subject, seenBy: without(seenBy, keeper) }))
}

/**
 * Whether this keeper, for which all is well, may say that a need is solved: nobody else has seen it lately, a sign-in was asked for
 * and the row holds another token since, or nobody was there who can renew, and now somebody is.
 */
function isSolvedFor({ subject, seenBy }: ToldNeed, state: KeeperState, keeper: string, now: number): boolean {
  const [, asked] = /^sign-in (\S+) /.exec(subject) ?? []
  if (asked !== undefined && asked !== state.token?.fingerprint) return true
  // All keepers see the same logbook.
  if (subject === unattended && isAttended(state)) return true
  // A time to come proves as little as one long past.
  return Object.entries(seenBy).every(([name, at]) => name === keeper || Math.abs(now - at) >= silentMilliseconds)
}

/** The company whose row it is, whoever else has put a token there; null if Gazelle has never told. */
export const companyIn = ({ account, takenFrom }: KeeperState): string | null =>
  harmless((takenFrom?.account ?? account)?.company ?? null)

const recent = (times: Readonly<Record<string, number>>, now: number) =>
  Object.fromEntries(Object.entries(times).filter(([, at]) => now - at < forgottenMilliseconds))

const without = (times: Readonly<Record<string, number>>, name: string) =>
  Object.fromEntries(Object.entries(times).filter(([each]) => each !== name))

/** Forgets the channels that changed longest ago, if there are too many; none of `own`. */
function newest(channels: SharedTold['channels'], own: readonly string[]): SharedTold['channels'] {
  const rank = ([name, { changedAt }]: readonly [string, ToldThere]) =>
    own.includes(name) ? Number.POSITIVE_INFINITY : changedAt
  const all = Object.entries(channels)
  if (all.length <= mostChannels) return channels
  return Object.fromEntries(all.sort((one, other) => rank(other) - rank(one)).slice(0, mostChannels))
}
