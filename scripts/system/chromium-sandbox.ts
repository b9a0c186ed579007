import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { chromeSandbox } from '../runtime/chrome-sandbox.ts'
import { shellWord } from './shell-word.ts'

/**
 * Gives the switches that Electron needs to start for this user: Chromium refuses to run its sandbox for root on Linux. Empty for
 * everyone else.
 */
export function chromiumSandboxSwitches(
  platform: NodeJS.Platform = process.platform,
  uid = process.getuid?.(),
): string[] {
  return platform === 'linux' && uid === 0 ? ['--no-sandbox'] : []
}

/**
 * Gives the shell line that root must run once so that this user can start `electronExecutable` with its sandbox on, or undefined
 * if none is needed. Ubuntu 24.04 needs it: only programs in its own folders may make user namespaces there, and an unpacked
 * Electron's setuid helper does not belong to root.
 */
export function sandboxRepairLine(electronExecutable: string): string | undefined {
  if (process.getuid?.() === 0) return undefined
  const helper = join(dirname(electronExecutable), chromeSandbox)
  const stats = statSync(helper, { throwIfNoEntry: false })
  const helperWorks = stats?.uid === 0 && (stats.mode & 0o4000) !== 0
  if (!stats || helperWorks || canMakeUserNamespaces()) return undefined
  return repairLine(helper)
}

/** Takes the helper's path; gives the line for root's shell that lets every user of the machine run it. */
export function repairLine(helper: string): string {
  return `chown root:root ${shellWord(helper)} && chmod 4755 ${shellWord(helper)}`
}

function canMakeUserNamespaces(): boolean {
  return spawnSync('unshare', ['--user', '--map-root-user', 'true']).status === 0
}
