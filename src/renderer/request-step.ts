import type { Verb } from '../shared/ipc-schema.ts'
import type { Step } from '../shared/next-step.ts'
import { keeper } from './door.ts'

/** Asks main for a step; resolves when it has been carried out, or was not: how it went is in the snapshot. */
export async function requestStep(step: Step): Promise<void> {
  await (typeof step === 'string' ? keeper.ask(step) : keeper.request(step)).catch(() => undefined)
}

/** What tests and style sheets call a step. */
export function nameOf(step: Step): Verb | string {
  return typeof step === 'string' ? step : step.do
}
