import { setTimeout as pause } from 'node:timers/promises'
import { type DiskTrouble, diskTroubleOf } from '../core/base/disk-trouble.ts'
import { gazelleAddresses, gazelleOrigin } from '../core/gazelle/addresses.ts'
import { createGrants } from '../core/gazelle/grant.ts'
import { createGazelle, type GazelleOptions } from '../core/gazelle/probe.ts'
import type { KeeperEvent } from '../core/keeper/events.ts'
import { Heart } from '../core/keeper/heart.ts'
import { emptyJournal, type Journal, memoryJournal } from '../core/keeper/journal.ts'
import { Keeper } from '../core/keeper/keeper.ts'
import type { KeeperName } from '../core/keeper/logbook.ts'
import type { Pause } from '../core/keeper/ports.ts'
import type { Connection } from '../core/supabase/connection.ts'
import type { FileJournal } from './file-journal.ts'
import { grantFetch } from './grant-fetch.ts'
import { hostName } from './host-name.ts'
import type { JournalOptions } from './journal-options.ts'
import { mergeJournals } from './merge-journals.ts'
import { type OpenRow, openRow } from './open-row.ts'
import { overRehearsal } from './over-rehearsal.ts'
import { RetryingJournal } from './retrying-journal.ts'
import type { RowFiles } from './row-files.ts'
import type { RowOptions } from './row-options.ts'
import { defaultSaveWithinMilliseconds, type SaveHeldOptions, saveHeld } from './save-held.ts'
import type { JournalKeeping, StatePlace } from './state-folder.ts'
import { systemClock } from './system-clock.ts'

/** What a program says of its keeper, wherever the row is: the library's options, which its types name alone. */
export interface ProgramsOptions extends Partial<Pick<Connection, 'gazelleUrl' | 'application'>> {
  /**
   * Where the journal and Supabase's session are kept, as ciphertext; by default this computer's folder for such things,
   * see `defaultStateFolder`. Null: in memory alone, and a token that a crash catches before it is saved is lost.
   */
  readonly stateFolder?: string | null
  /**
   * A journal that is kept in no folder, for hosts without a disk. Where it cannot be written, nothing is renewed. No state folder
   * is used beside it unless one is named.
   */
  readonly journal?: JournalOptions
  /** How requests name their sender. Supabase refuses secret keys from anything that looks like a browser. */
  readonly userAgent?: string
  /** For everything but grants; the runtime's own by default. */
  readonly fetch?: typeof globalThis.fetch
  /**
   * For grants: it must never send a request again by itself, as a refresh token would be spent twice. By default each has a
   * connection of its own.
   */
  readonly grantFetch?: typeof globalThis.fetch
  /** Called when the state folder cannot be written, and with null when it can again. */
  readonly onDiskTrouble?: (trouble: DiskTrouble | null) => void
  /** What the row's logbook calls this keeper, which leaves no word there without it; the host gives its name by default. */
  readonly as?: Omit<KeeperName, 'name'> & Partial<KeeperName>
}

/** What our own programs say beside it. */
interface OwnOptions {
  /** The row's files where they are open already, in place of `stateFolder`. */
  readonly rowFiles?: RowFiles
  /** Called with everything that happens to the token. */
  readonly log?: (event: KeeperEvent) => void
  /** After its abort the keeper no longer waits for a fresh token to be accepted. */
  readonly stop?: AbortSignal
  /** The timer for pauses before Gazelle is asked again about a fresh token; the platform's by default. */
  readonly pause?: Pause
}

/** The options of a keeper without a window. */
export type NodeKeeperOptions = ProgramsOptions & OwnOptions & RowOptions

/** A keeper without a window, and its parts. */
export interface NodeKeeper {
  readonly keeper: Keeper
  readonly stores: Pick<OpenRow, 'token' | 'serverClock' | 'alerts'>
  /** How Gazelle's API is asked. */
  readonly gazelle: GazelleOptions
  /** Where what must survive a crash is kept, or why it is not. */
  readonly keeping: JournalKeeping
  /** Waits for the work under way, then stays while a held token should not be left; see `saveHeld`. Never rejects. */
  saveHeld(options: SaveHeldOptions): Promise<void>
  /**
   * Like `saveHeld`, two minutes at most by default; then gives the lease back, and leaves tokens that are still held to the
   * next keeper. Do not use the keeper afterwards. Never rejects.
   */
  close(options?: Partial<SaveHeldOptions>): Promise<void>
}

/** So long may giving the lease back hold up the end; it expires by itself. */
const releaseMilliseconds = 5_000
const defaultUserAgent = `gazelle-keeper (${runtimeName()})`

/**
 * Puts a keeper together with Node's network, clock and files. Asks no server yet. Throws a `RangeError` for a table or a
 * row's key that is not allowed, a `TypeError` for a Gazelle that is no URL, and where the row has no place or two.
 */
export function createNodeKeeper(options: NodeKeeperOptions): NodeKeeper {
  const { userAgent = defaultUserAgent, gazelleUrl = gazelleOrigin, application = null } = options
  const clock = systemClock
  const network = { fetch: options.fetch ?? globalThis.fetch, userAgent, clock }
  const { graphqlEndpoint: endpoint, tokenEndpoint } = gazelleAddresses(gazelleUrl)
  const gazelle = { ...network, endpoint }

  const row = openRow(options, network)
  const { token, serverClock, lease, alerts } = row
  const keeping = keepingOf(row.files.place, options.journal)
  const files = row.journal === null ? row.files.openJournal() : null
  const heart =
    row.logbook && options.as && new Heart(row.logbook, { ...options.as, name: options.as.name ?? hostName() })
  const { onDiskTrouble = () => undefined } = options
  const patient =
    files &&
    new RetryingJournal(row.files.place.in === 'folder' ? files : withLeftovers(files), (error) =>
      onDiskTrouble(error === null ? null : diskTroubleOf(error, process.platform)),
    )

  const keeper = new Keeper({
    clock,
    serverClock,
    // A journal elsewhere is written or nothing is spent: where the row does not take it, the token may not be taken either.
    ...(row.journal === null
      ? overRehearsal(patient ?? memoryJournal(), token)
      : { journal: row.journal, store: token }),
    lease,
    gazelle: createGazelle(gazelle),
    grants:
      application && createGrants({ ...network, fetch: options.grantFetch ?? grantFetch, tokenEndpoint, application }),
    webSession: null,
    ...(heart && { heart }),
    pause: (milliseconds) =>
      pause(milliseconds, undefined, options.stop && { signal: options.stop }).catch(() => undefined),
    ...(options.log && { log: options.log }),
    ...(options.pause && { pause: options.pause }),
  })
  const stay = async (options: SaveHeldOptions) => {
    await keeper.idle()
    await saveHeld(keeper, keeping.in !== 'memory', options)
    await keeper.idle()
  }
  return {
    keeper,
    stores: { token, serverClock, alerts },
    gazelle,
    keeping,
    saveHeld: stay,
    async close(options = {}) {
      await stay({ withinMilliseconds: defaultSaveWithinMilliseconds, ...options })
      await Promise.all([row.leave(AbortSignal.timeout(releaseMilliseconds)), heart?.idle()])
      await patient?.close()
      await files?.close()
    },
  }
}

function keepingOf(place: StatePlace, journal: JournalOptions | undefined): JournalKeeping {
  if (journal === undefined) return place
  return journal.in === 'row' ? { in: 'row' } : { in: 'own-place' }
}

function runtimeName(): string {
  const { deno } = process.versions
  return deno === undefined ? `node ${process.versions.node}` : `deno ${deno}`
}

/** A journal in a folder that cannot be written now: it reads the files of earlier runs without taking them over. */
function withLeftovers(files: FileJournal): Journal {
  return {
    async read() {
      const own = await files.read().catch(() => emptyJournal)
      return mergeJournals([own, await files.peek()])
    },
    write: (content) => files.write(content),
  }
}
