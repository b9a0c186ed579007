import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expiresAt, nowOf, type Snapshot } from '../../shared/snapshot.ts'
import type { TrayStatus } from '../../shared/tray-status.ts'

// What the tray icon showed last. The next start shows it before anything else is loaded.

/** What an icon says. */
export interface IconLook {
  readonly icon: TrayStatus
  readonly tooltip: string
}

/** A look with the time that it may be shown again, in milliseconds by this computer's clock: it is known at `from`, until `until`. */
export interface LastIcon extends IconLook {
  readonly from: number
  readonly until: number
}

/** For how long Gazelle's word lasts in the app: a good icon is a promise, and nothing else stands behind it. */
const promiseMilliseconds = 15 * 60 * 1000
/** Trouble may be over by then, by another computer's doing. */
const otherMilliseconds = 24 * 60 * 60 * 1000
const longestTooltip = 300
const statuses: readonly unknown[] = ['good', 'soon', 'bad', 'busy', 'off'] satisfies TrayStatus[]

const fileIn = (folder: string) => join(folder, 'icon.json')

/**
 * What may be shown of this snapshot at the next start; null while the row has not been read, when nothing new is known. A good icon
 * lasts no longer than Gazelle's word on the token, and no longer than the token.
 */
export function lastIconOf(snapshot: Snapshot, look: IconLook, now = Date.now()): LastIcon | null {
  const { condition, isConnected, keeper } = snapshot
  if (isConnected && condition === 'starting') return null
  if (look.icon !== 'good') return { ...look, from: now, until: now + otherMilliseconds }
  const clockError = now - nowOf(snapshot, now)
  const saidAt = keeper.askedGazelleAt ?? Number.NEGATIVE_INFINITY
  const ends = Math.min(saidAt + promiseMilliseconds, expiresAt(keeper.token) ?? Number.POSITIVE_INFINITY)
  return { ...look, from: now, until: Math.max(ends + clockError, now) }
}

/**
 * What the icon showed last in this profile, if that is still known; else null. Never throws: a file that is lost, torn or another
 * version's tells nothing.
 */
export function readLastIcon(folder: string, now = Date.now()): LastIcon | null {
  try {
    const { icon, tooltip, from, until } = JSON.parse(readFileSync(fileIn(folder), 'utf8'))
    const isUnderstood = statuses.includes(icon) && typeof tooltip === 'string' && tooltip.length <= longestTooltip
    // A clock that was set back tells nothing of how long ago that was.
    return isUnderstood && from <= now && now < until ? { icon, tooltip, from, until } : null
  } catch {
    return null
  }
}

/** Whether the next start would show the same, for as long but for a minute: then nothing has to be written. */
export function isMuchTheSame(one: LastIcon, other: LastIcon): boolean {
  const isOneLook = one.icon === other.icon && one.tooltip === other.tooltip
  return isOneLook && Math.abs(one.until - other.until) < 60_000
}

/** Writes down what the icon shows. Never throws, and does not hurry the disk: without the file the next start shows less. */
export function keepLastIcon(folder: string, shown: LastIcon): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(fileIn(folder), JSON.stringify(shown), { mode: 0o600 })
  } catch {
    // As above.
  }
}
