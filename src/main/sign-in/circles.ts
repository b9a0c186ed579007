/**
 * So many pages one after the other within this time, with nothing pressed in between, are no way to a sign-in any more. A
 * provider's own takes six at most; a page that leads to itself makes eight in a second, one that waits between in twenty.
 */
const mostPages = 8
const withinMilliseconds = 20_000

/** Notices a page that leads on and on, faster than anybody could read. Times are in milliseconds, by any clock. */
export class Circles {
  #pages: number[] = []

  /** Another page is gone to; gives whether the way is going in circles. */
  goOn(now: number): boolean {
    this.#pages = [...this.#pages.filter((at) => now - at < withinMilliseconds), now]
    return this.isEndless(now)
  }

  isEndless(now: number): boolean {
    return this.#pages.filter((at) => now - at < withinMilliseconds).length >= mostPages
  }

  /** Somebody has pressed something, or wants the first page again: what follows is wanted. */
  beginAnew(): void {
    this.#pages = []
  }
}
