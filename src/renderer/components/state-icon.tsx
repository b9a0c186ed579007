import { CircleCheck, CircleSlash, OctagonX, RefreshCw, TriangleAlert } from 'lucide-react'
import type { TrayStatus } from '../../shared/tray-status.ts'

const icons = { good: CircleCheck, soon: TriangleAlert, bad: OctagonX, busy: RefreshCw, off: CircleSlash }

/** The tray icon's shape, without words. What it says is said in words nearby. */
export function StateIcon({ mood }: { mood: TrayStatus }) {
  const Icon = icons[mood]
  return <Icon className="state-icon" data-tone={mood} aria-hidden="true" />
}
