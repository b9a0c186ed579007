export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number
  /**
   * Milliseconds since a moment of its own, by a clock that nobody can set. It may stand still while the computer sleeps. Left
   * out where there is none: whatever was told is then believed as long as the clock itself shows no more than that time later.
   */
  steady?(): number
}

/** The time of the steady clock, in milliseconds; where there is none, of the clock that is set. */
export const steadyTime = (clock: Clock): number => clock.steady?.() ?? clock.now()
