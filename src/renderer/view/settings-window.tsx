import { useState } from 'preact/hooks'
import type { ViewProps } from '../mount.tsx'
import { useCloseByKeyboard } from '../use-window.ts'
import { FirstRun } from './settings/first-run.tsx'
import { SettingsPage } from './settings/settings-page.tsx'

/** The settings, or the guided setup if nothing is set up yet: it stays until it is done. */
export function SettingsWindow(props: ViewProps) {
  useCloseByKeyboard()
  const [isFirstRun, setFirstRun] = useState(!props.snapshot.isConnected && props.snapshot.unread === null)
  return isFirstRun ? <FirstRun {...props} onDone={() => setFirstRun(false)} /> : <SettingsPage {...props} />
}
