import type { Step } from './next-step.ts'
import type { Snapshot } from './snapshot.ts'

export type MenuLabel =
  | 'do.check'
  | 'do.renew'
  | 'do.sign-in'
  | 'do.paste'
  | 'do.test'
  | 'do.copy-diagnostics'
  | 'do.settings'
  | 'do.quit'

export interface MenuItem {
  /** The steps to ask main for, one after the other. */
  readonly steps: readonly [Step, ...Step[]]
  readonly label: MenuLabel
}

/** The settings' section that shows a pasted token and a test's answer. */
const gazelle = { do: 'open-settings', section: 'gazelle' } as const

const aboutToken: readonly MenuItem[] = [
  { steps: ['check'], label: 'do.check' },
  { steps: ['renew'], label: 'do.renew' },
  { steps: ['sign-in'], label: 'do.sign-in' },
  { steps: [gazelle, 'paste'], label: 'do.paste' },
  { steps: [gazelle, 'test'], label: 'do.test' },
]
const aboutApp: readonly MenuItem[] = [
  { steps: ['copy-diagnostics'], label: 'do.copy-diagnostics' },
  { steps: [{ do: 'open-settings', section: 'general' }], label: 'do.settings' },
]
const end: readonly MenuItem[] = [{ steps: ['quit'], label: 'do.quit' }]

/** The menu of the popover and of the tray icon, in groups: everything but the main button. */
export function menuOf(snapshot: Pick<Snapshot, 'isConnected'>): readonly (readonly MenuItem[])[] {
  return snapshot.isConnected ? [aboutToken, aboutApp, end] : [aboutApp, end]
}
