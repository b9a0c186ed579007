export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number
  /**
   * Milliseconds since an arbitrary moment, by a clock that nobody can set. It may stand still while the computer sleeps. Left
   * out if there is none: the settable clock then measures the age of what a server told.
   */
  steady?(): number
}

/** The time of the steady clock, in milliseconds; without one, that of the settable clock. */
export const steadyTime = (clock: Clock): number => clock.steady?.() ?? clock.now()
