import type { MessageKey } from '../shared/catalogue/index.ts'
import type { Step } from '../shared/next-step.ts'
import type { Snapshot } from '../shared/snapshot.ts'

export interface Way {
  readonly label: MessageKey
  readonly step: Step
}

const browser: Way = { label: 'do.use-browser', step: 'sign-in.in-browser' }
const paste: Way = { label: 'do.paste', step: { do: 'open-settings', section: 'gazelle' } }

/**
 * The ways to a token that remain if the page in the window is a dead end, apart from reloading Gazelle's page. Only existing
 * ones are offered.
 */
export function waysOn({ signIn, setup }: Pick<Snapshot, 'signIn' | 'setup'>): readonly Way[] {
  const canGoOnInBrowser = setup.oauth.inBrowser !== undefined && setup.oauth.hasSecret
  switch (signIn) {
    case 'in-browser':
      return [paste]
    case 'browser-refused':
    case 'passkey':
    case 'captcha':
      return canGoOnInBrowser ? [browser, paste] : [paste]
    case 'loading':
    case 'waiting':
    case 'at-provider':
    case 'quiet':
    case 'led-away':
      return canGoOnInBrowser ? [browser] : []
    default:
      return []
  }
}
