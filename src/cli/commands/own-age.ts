import { chooseRelease } from '../../core/updates/choose.ts'
import type { Feed } from '../../core/updates/feed.ts'
import { lookForFeed } from '../../core/updates/look.ts'
import { type UpdateSource, updateSource } from '../../core/updates/source.ts'
import { builtAt } from '../built-at.ts'
import type { CommandContext } from '../command-context.ts'
import { exitCodes } from '../exit-code.ts'
import { dayOf } from '../io/dates.ts'
import { userAgent, version } from '../version.ts'
import type { Line } from './doctor-line.ts'

const day = 24 * 60 * 60_000
/** The age from which a program is said to be old where nobody can be asked: Gazelle, Supabase and the systems move on. */
const oldDays = 180

/** What this program is, and when it was made. */
export interface OwnAge {
  readonly source: UpdateSource | null
  readonly version: string
  readonly builtAt: number | null
  readonly now: number
}

const own = (): OwnAge => ({ source: updateSource, version, builtAt, now: Date.now() })

/**
 * Whether there is a newer version of this program, as far as that is known: by the feed, where the program has been told of one; else
 * by its age, once that is half a year. Gives no line where nothing is known.
 */
export async function* ownAge({ say }: Pick<CommandContext, 'say'>, program = own()): AsyncGenerator<Line> {
  const { source, now } = program
  const line = { step: 'version', outcome: 'fine', kind: null, remedy: null, exitCode: exitCodes.fine } as const
  if (source === null) {
    if (program.builtAt === null || now - program.builtAt < oldDays * day) return
    const message = say('doctor.version.old', { version: program.version, day: dayOf(program.builtAt) })
    yield { ...line, outcome: 'warning', kind: 'old', message, remedy: say('doctor.version.old.remedy') }
    return
  }
  let feed: Feed
  try {
    feed = await lookForFeed({ fetch: globalThis.fetch, userAgent, source, now, newest: null })
  } catch {
    const message = say('doctor.version.unknown', { version: program.version })
    yield { ...line, outcome: 'skipped', kind: 'feed-unread', message }
    return
  }
  const installed = {
    program: 'command-line',
    version: program.version,
    // A preview is followed by previews.
    channel: program.version.includes('-') ? 'beta' : 'stable',
    format: null,
    architecture: process.arch,
  } as const
  const release = chooseRelease(feed, installed, null)?.release
  if (release === undefined) yield { ...line, message: say('doctor.version.newest', { version: program.version }) }
  else {
    const dates = { version: program.version, newer: release.version, day: dayOf(release.released) }
    const remedy = say('doctor.version.older.remedy')
    yield { ...line, outcome: 'warning', kind: 'older', message: say('doctor.version.older', dates), remedy }
  }
}
