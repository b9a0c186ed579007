import { rm } from 'node:fs/promises'
import { type Chosen, chooseRelease, lotOf } from '../../core/updates/choose.ts'
import { UpdateFault } from '../../core/updates/fault.ts'
import type { ReleaseFile } from '../../core/updates/feed.ts'
import { lookForFeed } from '../../core/updates/look.ts'
import type { UpdateSource } from '../../core/updates/source.ts'
import { fetchFile, isFile } from '../../node/updates/fetch-file.ts'
import { commandFor, installPackage } from '../../node/updates/install-package.ts'
import { replaceProgram } from '../../node/updates/replace-program.ts'
import type { Channel } from '../../shared/updates.ts'
import type { Place } from './place.ts'

// All that an update takes. Loaded when somebody looks for one, and not at the start.

export { startAfter } from '../../node/updates/start-after.ts'
export { ownPlace } from './place.ts'

export interface LookOptions {
  readonly source: UpdateSource
  readonly fetch: typeof globalThis.fetch
  readonly userAgent: string
  readonly now: number
  /** When the newest feed was made that was believed before; null: none was. */
  readonly newest: number | null
  readonly version: string
  readonly channel: Channel
  readonly place: Place
  /** This computer's random text, where nobody has asked; null: a person has. */
  readonly lot: string | null
  /** Where fetched files lie. */
  readonly folder: string
}

/** Looks in the feed. Gives when it was made, and the release to take; null: there is none. Rejects with an `UpdateFault`. */
export async function lookForUpdate(options: LookOptions): Promise<{ made: number; chosen: Chosen | null }> {
  const { version, channel, place, lot, folder } = options
  const feed = await lookForFeed(options)
  const installed = { program: 'app', version, channel, format: place.format, architecture: process.arch } as const
  const chosen = chooseRelease(feed, installed, lot === null ? null : (each) => lotOf(lot, each))
  // What was fetched once is installed by now, or was withdrawn.
  if (chosen === null) await rm(folder, { recursive: true, force: true }).catch(() => undefined)
  return { made: feed.made, chosen }
}

/** As `fetchFile`. */
export const fetchUpdate = fetchFile

/** What a person types to install this file; null where the app does it. */
export function commandIn(place: Place, path: string): string | null {
  return place.way === 'command' ? commandFor(path, place.format) : null
}

export interface InstallOptions {
  readonly place: Place
  readonly path: string
  readonly file: ReleaseFile
  /** Calls what it is given once nothing stands against it, or rejects. */
  readonly when: (install: () => Promise<void>) => Promise<void>
  /** Has the system open a file; rejects where it does not. */
  readonly open: (path: string) => Promise<void>
}

/** Installs a fetched file. Rejects with an `UpdateFault`, or as `when` and `open` do. */
export async function installUpdate({ place, path, file, when, open }: InstallOptions): Promise<void> {
  switch (place.way) {
    case 'replace':
      return await when(() => replaceProgram(path, file, place.file))
    case 'package':
      return await installPackage(path, file, place.format, { when })
    case 'open':
      return await when(async () => {
        if (!(await isFile(path, file))) throw new UpdateFault('other-file')
        await open(path)
      })
    case 'command':
    case 'by-hand':
      return
  }
}
