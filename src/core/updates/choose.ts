import { createHash } from 'node:crypto'
import type { Channel } from './channels.ts'
import type { Architecture, Feed, Format, Program, Release, ReleaseFile } from './feed.ts'
import { compareVersions } from './version.ts'

/** The program that looks for an update. */
export interface Installed {
  readonly program: Program
  readonly version: string
  readonly channel: Channel
  /** What it can be replaced by; null: it is told what is new, and replaced by hand. */
  readonly format: Format | null
  /** As Node names it. */
  readonly architecture: string
}

export interface Chosen {
  readonly release: Release
  /** Null where this program is replaced by hand. */
  readonly file: ReleaseFile | null
}

/**
 * The newest release that is newer than the program, in its channel and for its system; null: there is none. `lot` is this
 * computer's for that version, below 100 (`lotOf`); null: a person asks, and is told of every release, however few computers are
 * offered it yet.
 */
export function chooseRelease(
  { releases }: Feed,
  installed: Installed,
  lot: ((version: string) => number) | null,
): Chosen | null {
  let chosen: Chosen | null = null
  for (const release of releases) {
    const isAllowed = release.channel === 'stable' || installed.channel === 'beta'
    const isNewer = compareVersions(release.version, chosen?.release.version ?? installed.version) > 0
    const isDrawn = lot === null || lot(release.version) < release.share
    if (!isAllowed || !isNewer || !isDrawn) continue
    const files = release.files.filter(({ program }) => program === installed.program)
    const file = files.find(
      ({ format, architecture }) =>
        format === installed.format && isFor(architecture, installed.architecture as Architecture),
    )
    if (installed.format === null ? files.length > 0 : file !== undefined) chosen = { release, file: file ?? null }
  }
  return chosen
}

const isFor = (architecture: Architecture, own: Architecture) => architecture === own || architecture === 'universal'

/**
 * Where this computer stands in the row of those who are offered a version, from 0 to below 100: with each version elsewhere, so
 * that not the same people are always first. `id` is random, and never leaves the computer.
 */
export function lotOf(id: string, version: string): number {
  const digest = createHash('sha256').update(`${id} ${version}`).digest()
  return (digest.readUInt32BE(0) / 2 ** 32) * 100
}
