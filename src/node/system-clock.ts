import type { Clock } from '../core/base/clock.ts'

/** This computer's clocks. */
export const systemClock: Clock = { now: () => Date.now(), steady: () => performance.now() }
