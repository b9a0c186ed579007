import type { MessageKey } from '../shared/catalogue/index.ts'
import type { Step } from '../shared/next-step.ts'
import type { Snapshot } from '../shared/snapshot.ts'

export interface Way {
  readonly label: MessageKey
  readonly step: Step
}

const paste: Way = { label: 'do.paste', step: { do: 'open-settings', section: 'gazelle' } }

/**
 * The ways to a token that stay open where the page in the window is a dead end, beside loading Gazelle's page again. Only what
 * exists is offered; a sign-in in the system's own browser belongs before the others, where it is set up.
 */
export function waysOn({ signIn }: Pick<Snapshot, 'signIn'>): readonly Way[] {
  switch (signIn) {
    case 'browser-refused':
    case 'passkey':
    case 'captcha':
      return [paste]
    default:
      return []
  }
}
