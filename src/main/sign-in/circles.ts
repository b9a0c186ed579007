/**
 * This many pages within this time, with nothing pressed in between, do not lead to a sign-in any more. A provider's own way
 * takes six at most; a page that leads to itself makes eight in a second, or in twenty if it waits in between.
 */
const mostPages = 8
const withinMilliseconds = 20_000

/** Notices a page that redirects endlessly, faster than anybody can read. Times are in milliseconds, by any clock. */
export class Circles {
  #pages: number[] = []

  /** Counts another page; returns whether the page is going in circles. */
  goOn(now: number): boolean {
    this.#pages = [...this.#pages.filter((at) => now - at < withinMilliseconds), now]
    return this.isEndless(now)
  }

  isEndless(now: number): boolean {
    return this.#pages.filter((at) => now - at < withinMilliseconds).length >= mostPages
  }

  /** Starts over: somebody has pressed something or wants the first page again, so the next pages are wanted. */
  beginAnew(): void {
    this.#pages = []
  }
}
