import { CircleCheck, CircleSlash, OctagonX, RefreshCw, TriangleAlert } from 'lucide-preact'
import type { TrayStatus } from '../../shared/tray-status.ts'

const icons = { good: CircleCheck, soon: TriangleAlert, bad: OctagonX, busy: RefreshCw, off: CircleSlash }

/** The tray icon's shape, without words; words nearby say the same. */
export function StateIcon({ trayStatus }: { trayStatus: TrayStatus }) {
  const Icon = icons[trayStatus]
  return <Icon className="state-icon" data-tone={trayStatus} aria-hidden="true" />
}
