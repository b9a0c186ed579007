import type { Verb } from '../shared/ipc-schema.ts'
import type { Step } from '../shared/next-step.ts'
import { keeper } from './door.ts'

/** Asks main for a step; resolves once it has been carried out or rejected: the snapshot shows the result. */
export async function requestStep(step: Step): Promise<void> {
  await (typeof step === 'string' ? keeper.ask(step) : keeper.request(step)).catch(() => undefined)
}

/** The name of a step for tests and style sheets. */
export function nameOf(step: Step): Verb | string {
  return typeof step === 'string' ? step : step.do
}
