import type { MessageKey } from '../shared/catalogue/index.ts'
import type { Snapshot } from '../shared/snapshot.ts'

/** The three steps of a sign-in, in order. */
export const steps = [
  'sign-in.step.sign-in',
  'sign-in.step.token',
  'sign-in.step.saved',
] as const satisfies readonly MessageKey[]

/** The index of the current step; 3 once all are done. */
export function currentStep({ signIn, keeper }: Pick<Snapshot, 'signIn' | 'keeper'>): number {
  switch (signIn) {
    case 'done':
      return 3
    case 'held':
      return 2
    case 'working':
      return keeper.activity === 'saving' ? 2 : 1
    case 'token-refused':
    case 'other-company':
      return 1
    default:
      return 0
  }
}
