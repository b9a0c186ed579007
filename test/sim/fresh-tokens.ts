import type { World } from './world.ts'

/** Tokens that have reached a keeper, until it has had the time to write them down: from then on nothing may lose them. */
export class FreshTokens {
  readonly #world: World
  /** Tokens whose answer has arrived, and after which nothing has crossed yet. */
  #issued: string[] = []
  /** Tokens that a person has offered, and that the journal has not been given yet. */
  readonly #offered = new Set<string>()
  #journalsUnderWay = 0

  constructor(world: World) {
    this.#world = world
  }

  /** Whether one has just been issued, of which the keeper has told nobody. */
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
   * Something crosses out of the process. What comes first after an answer must be writing it down; whatever comes first, it is
   * ours from here on. But where the disk is full (`isExcused`) nothing more could be done.
   */
  watchCrossing(isExcused: boolean): void {
    for (const access of this.#issued.splice(0)) if (!isExcused) this.#world.issuedToKeepers.add(access)
    if (this.#journalsUnderWay === 0) this.wereWritten([...this.#offered])
  }

  beginWriting(): void {
    this.#journalsUnderWay++
  }

  endWriting(): void {
    this.#journalsUnderWay--
  }

  /** Of those that a person has offered, these can be lost no more. */
  wereWritten(all: readonly string[]): void {
    for (const access of all) if (this.#offered.delete(access)) this.#world.issuedToKeepers.add(access)
  }

  /** The disk has not taken these. */
  couldNotBeWritten(all: readonly string[]): void {
    for (const access of all) this.#offered.delete(access)
  }

  /** The process has ended. */
  forget(): void {
    this.#journalsUnderWay = 0
    this.#issued = []
    this.#offered.clear()
  }
}
