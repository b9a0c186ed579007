/**
 * A need of a renewal ends when Gazelle accepts a token, or after this time, in milliseconds: then the keepers may well try
 * again.
 */
const needMilliseconds = 9 * 60_000
const dayMilliseconds = 24 * 60 * 60_000
/** The first grant, and one by a keeper that could not know of it. */
const allowedForOneNeed = 2
/** For one keeper: one that is due, and those after a quarter of an hour, one hour and four. */
const allowedInOneDay = 4
/** A person's token may be due as well. */
const allowedBesidePeople = 5

/** Counts the grants that keepers get unasked: one need must not burn tokens, whatever the API says of them. */
export class Grants {
  readonly #now: () => number
  readonly #violations: string[]
  readonly #allowedInOneDay: number
  readonly #times = new Map<string, number[]>()
  #need = { since: Number.NEGATIVE_INFINITY, count: 0 }
  mostForOneNeed = 0
  mostInOneDay = 0

  /** `now` gives milliseconds; broken promises are added to `violations`. */
  constructor(now: () => number, violations: string[], hasPeople: boolean) {
    this.#now = now
    this.#allowedInOneDay = hasPeople ? allowedBesidePeople : allowedInOneDay
    this.#violations = violations
  }

  /** A keeper on this machine was issued a token, and nobody had asked it for a new one. */
  watchIssued(by: string): void {
    const now = this.#now()
    const isSameNeed = now - this.#need.since < needMilliseconds
    this.#need = { since: now, count: isSameNeed ? this.#need.count + 1 : 1 }
    const times = [...(this.#times.get(by) ?? []), now].filter((at) => now - at < dayMilliseconds)
    this.#times.set(by, times)
    this.mostForOneNeed = Math.max(this.mostForOneNeed, this.#need.count)
    this.mostInOneDay = Math.max(this.mostInOneDay, times.length)
    if (this.#need.count > allowedForOneNeed) this.#violations.push(`${this.#need.count} grants for one need`)
    if (times.length > this.#allowedInOneDay) this.#violations.push(`${times.length} grants of ${by} in one day`)
  }

  /** The latest token issued to a keeper on this machine was lost with its process: the keeper cannot count it. */
  watchLost(by: string): void {
    this.#times.get(by)?.pop()
  }

  /** The next grant belongs to another need: a token was accepted or expired, an answer was lost, or a person wants another. */
  watchChange(): void {
    this.#need = { since: Number.NEGATIVE_INFINITY, count: 0 }
  }
}
