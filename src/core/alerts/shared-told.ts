import { type Fields, objectOf } from '../base/json.ts'
import { harmless } from './harmless.ts'

/** A need that was told, and the keepers that see it: when each did last. */
export interface ToldNeed {
  readonly subject: string
  readonly seenBy: Readonly<Record<string, number>>
}

/** An alert that a keeper is about to tell, or could not. */
export interface Attempt {
  readonly subject: string
  /** The message's id: the same until it is delivered. */
  readonly id: string
  /** Until then the alert is its keeper's to tell; 0 once the attempt has failed. */
  readonly claimedUntil: number
  readonly failures: number
  /** Nothing is tried again before. */
  readonly notBefore: number
}

/** What one destination was told of the row. */
export interface ToldThere {
  /** The needs that were told and are not solved yet. */
  readonly needs: readonly ToldNeed[]
  /** When the latest need was told; null if none is open. */
  readonly toldAt: number | null
  /** When it was told anything lately, the latest last. */
  readonly tellings: readonly number[]
  readonly attempt: Attempt | null
  readonly changedAt: number
}

/**
 * What all keepers of a row have told, and whom: the value of the row beside the token, `<key>.alerts`. Points in time are
 * milliseconds since 1970. Holds no secret.
 */
export interface SharedTold {
  readonly version: 1
  /** The company whose token it is, as Gazelle told last, fit to be shown. */
  readonly company: string | null
  /** Since when each keeper has been in trouble: one that starts for each check would not know. */
  readonly troubles: Readonly<Record<string, number>>
  /** By the names of the channels. */
  readonly channels: Readonly<Record<string, ToldThere>>
}

export const nothingShared: SharedTold = { version: 1, company: null, troubles: {}, channels: {} }

export const nothingToldThere: ToldThere = { needs: [], toldAt: null, tellings: [], attempt: null, changedAt: 0 }

/** More than anybody has; what is oldest is forgotten. */
export const mostChannels = 20
export const mostNeeds = 20
/** So many alerts are told to one destination as they come within a day; of more, one every few hours. */
export const mostTellings = 6
const mostKeepers = 50
const longestText = 200
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Reads what was stored, by another version or by hand: what is not understood counts as not told. Never throws. */
export function readShared(kept: unknown): SharedTold {
  const { company, troubles, channels } = fieldsOf(kept)
  return {
    version: 1,
    company: typeof company === 'string' ? harmless(company) : null,
    troubles: timesIn(troubles),
    channels: Object.fromEntries(
      entriesOf(channels)
        .slice(0, mostChannels)
        .map(([name, there]) => [name, readThere(there)]),
    ),
  }
}

function readThere(kept: unknown): ToldThere {
  const { needs, toldAt, tellings, attempt, changedAt } = fieldsOf(kept)
  return {
    needs: (Array.isArray(needs) ? needs : []).slice(-mostNeeds).flatMap(readNeed),
    toldAt: timeOf(toldAt),
    tellings: (Array.isArray(tellings) ? tellings : []).slice(-mostTellings).flatMap((at) => timeOf(at) ?? []),
    attempt: readAttempt(attempt),
    changedAt: timeOf(changedAt) ?? 0,
  }
}

function readNeed(kept: unknown): ToldNeed[] {
  const { subject, seenBy } = fieldsOf(kept)
  return isText(subject) ? [{ subject, seenBy: timesIn(seenBy) }] : []
}

function readAttempt(kept: unknown): Attempt | null {
  const { subject, id, claimedUntil, failures, notBefore } = fieldsOf(kept)
  // It goes into a header.
  if (!isText(subject) || !isText(id) || !uuid.test(id)) return null
  const [until, count, before] = [timeOf(claimedUntil), timeOf(failures), timeOf(notBefore)]
  return { subject, id, claimedUntil: until ?? 0, failures: count ?? 0, notBefore: before ?? 0 }
}

const fieldsOf = (value: unknown): Fields => objectOf(value) ?? {}

/** What is no array. Own fields only, so that `__proto__` is a name like any other. */
const entriesOf = (value: unknown): [string, unknown][] =>
  Array.isArray(value) ? [] : Object.entries(fieldsOf(value)).filter(([name]) => name.length <= longestText)

const timesIn = (value: unknown): Record<string, number> =>
  Object.fromEntries(
    entriesOf(value)
      .flatMap(([name, time]): [string, number][] => (timeOf(time) === null ? [] : [[name, time as number]]))
      .slice(0, mostKeepers),
  )

const timeOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= longestText
