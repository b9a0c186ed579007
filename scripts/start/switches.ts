import { join } from 'node:path'
import type { Sandbox } from '../../sandbox/index.ts'
import { chromiumSandboxSwitches } from '../system/chromium-sandbox.ts'

/** Electron's switches to run the app on a sandbox: its connection, and a profile of its own beside it. */
export function appSwitches(sandbox: Sandbox, profile = join(sandbox.folder, 'profile')): string[] {
  return [`--keeper-sandbox=${sandbox.folder}`, `--user-data-dir=${profile}`, ...chromiumSandboxSwitches()]
}
