import type { World } from './world.ts'

/** Tokens that have reached a keeper, until it has had the time to write them down: from then on nothing may lose them. */
export class FreshTokens {
  readonly #world: World
  /** Tokens whose answer has arrived, with no crossing since. */
  #issued: string[] = []
  /** Tokens that a person has offered and that have not been given to the journal yet. */
  readonly #offered = new Set<string>()
  #journalsUnderWay = 0

  constructor(world: World) {
    this.#world = world
  }

  /** Whether a token has just been issued, and the keeper has passed it on to nothing yet. */
  get hasIssued(): boolean {
    return this.#issued.length > 0
  }

  addIssued(access: string): void {
    this.#issued.push(access)
  }

  addOffered(access: string): void {
    this.#offered.add(access)
  }

  /**
   * Records a crossing out of the process. The first one after an answer must be writing the token down; whatever it is, from
   * here on the token must not be lost. Unless the disk is full (`isExcused`): then nothing more could be done.
   */
  watchCrossing(isExcused: boolean): void {
    if (this.#issued.length > 0) {
      for (const access of this.#issued.splice(0)) if (!isExcused) this.#world.issuedToKeepers.add(access)
    }
    if (this.#journalsUnderWay === 0 && this.#offered.size > 0) this.wereWritten([...this.#offered])
  }

  beginWriting(): void {
    this.#journalsUnderWay++
  }

  endWriting(): void {
    this.#journalsUnderWay--
  }

  /** These tokens must not be lost any more, if they are fresh. */
  wereWritten(all: readonly string[]): void {
    for (const access of all) if (this.#settle(access)) this.#world.issuedToKeepers.add(access)
  }

  /** The journal did not accept these. */
  couldNotBeWritten(all: readonly string[]): void {
    for (const access of all) this.#settle(access)
  }

  /** Whether the token was fresh until now. */
  #settle(access: string): boolean {
    const isIssued = this.#issued.includes(access)
    this.#issued = this.#issued.filter((each) => each !== access)
    return this.#offered.delete(access) || isIssued
  }

  /** The process has ended. */
  forget(): void {
    this.#journalsUnderWay = 0
    this.#issued = []
    this.#offered.clear()
  }
}
