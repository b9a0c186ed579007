import { randomUUID } from 'node:crypto'
import { Observed } from '../../core/base/observed.ts'
import type { Chosen } from '../../core/updates/choose.ts'
import type { UpdateFaultKind } from '../../core/updates/fault.ts'
import type { UpdateSource } from '../../core/updates/source.ts'
import type { UpdatesSetup } from '../../shared/updates.ts'
import type { Settings } from '../connection/settings.ts'
import type { CurrentKeeper } from '../keeper/current-keeper.ts'
import type { Clipboard } from '../system/clipboard.ts'
import type { Place } from './place.ts'

/** What is loaded when somebody looks. After an installation nothing more can be: the program's files are another's by then. */
export type Work = typeof import('./work.ts')

export interface UpdatesControlOptions {
  /** Null: nothing is ever asked. */
  readonly source: UpdateSource | null
  readonly settings: Pick<Settings, 'get' | 'set'>
  readonly keeper: Pick<CurrentKeeper, 'pauseFor' | 'now'>
  readonly clipboard: Pick<Clipboard, 'copy'>
  /** Whether a person is at the sign-in window, or it waits for one. */
  readonly isSigningIn: () => boolean
  readonly version: string
  readonly network: { readonly fetch: typeof globalThis.fetch; readonly userAgent: string }
  /** Where fetched files lie: a folder for nothing else. */
  readonly folder: string
  readonly findPlace: (work: Work) => Promise<Place>
  readonly open: (path: string) => Promise<void>
  /** Ends the app, and starts what is in its place. Resolves only if the end was called off. */
  readonly end: (place: Place, work: Work) => Promise<void>
}

const day = 24 * 60 * 60_000
const untilLookedAgain = day
/** After a look that failed. */
const untilTriedAgain = 60 * 60_000

/**
 * Looks for newer versions, fetches one and installs it: the first once a day or when a person asks, the others only when one does.
 * Does one thing at a time; what is asked meanwhile is left. What an update takes is loaded when somebody looks.
 */
export class UpdatesControl {
  readonly state: Observed<UpdatesSetup>
  readonly #options: UpdatesControlOptions
  #place: Place | null = null
  #chosen: Chosen | null = null
  #path: string | null = null
  #triedAt: number | null = null

  constructor(options: UpdatesControlOptions) {
    this.#options = options
    this.state = new Observed<UpdatesSetup>({
      isOffered: options.source !== null,
      lookedAt: options.settings.get('updatesLookedAt'),
      ...nothingFound,
    })
  }

  /** Looks because a person asks; what is found appears in `state`. Never rejects. */
  async look(): Promise<void> {
    await this.#look(true)
  }

  /** Looks if that is due and wanted. Costs nothing otherwise. Never rejects. */
  async lookIfDue(): Promise<void> {
    const { source, settings, keeper } = this.#options
    if (source === null || !settings.get('looksForUpdates')) return
    const { lookedAt } = this.state.value
    const now = keeper.now()
    const isAgo = (at: number | null, length: number) => at === null || now - at >= length || now < at
    if (isAgo(lookedAt, untilLookedAgain) && isAgo(this.#triedAt, untilTriedAgain)) await this.#look(false)
  }

  /** Forgets what was found: it was found in another channel. */
  forget(): void {
    if (this.state.value.activity !== 'idle') return
    this.#chosen = null
    this.#path = null
    this.#tell(nothingFound)
  }

  /** Fetches what was found. Never rejects. */
  async fetch(): Promise<void> {
    const { source, network, folder } = this.#options
    const [file, place] = [this.#chosen?.file, this.#place]
    if (source === null || file == null || place === null || !this.#begin('fetching')) return
    this.#tell({ fetched: 0, isReady: false, command: null })
    await this.#end(async ({ fetchUpdate, commandIn }) => {
      let told = 0
      const onProgress = (bytes: number) => {
        // A page draws each one.
        if (bytes - told < file.size / 50 && bytes < file.size) return
        told = bytes
        this.#tell({ fetched: bytes })
      }
      const path = await fetchUpdate(file, { ...network, beside: source.address, folder, onProgress })
      this.#path = path
      this.#tell({ isReady: true, command: commandIn(place, path) })
    })
  }

  /** Copies the command that installs what was fetched; gives whether there is one. */
  async copyCommand(): Promise<boolean> {
    const { command } = this.state.value
    if (command !== null) await this.#options.clipboard.copy(command)
    return command !== null
  }

  /** Installs what was fetched, once nothing stands against it, and ends the app. Never rejects. */
  async install(): Promise<void> {
    const { keeper, isSigningIn, open, end } = this.#options
    const [file, place, path] = [this.#chosen?.file, this.#place, this.#path]
    if (file == null || place === null || path === null || !this.#begin('waiting')) return
    await this.#end(async (work) => {
      const assertNobodySignsIn = () => {
        if (isSigningIn()) throw new SigningIn()
      }
      assertNobodySignsIn()
      const when = (install: () => Promise<void>) =>
        keeper.pauseFor(async () => {
          assertNobodySignsIn()
          this.#tell({ activity: 'installing' })
          await install()
          // In the pause: what the keeper begins now, the end would cut off.
          await end(place, work)
        })
      await work.installUpdate({ place, path, file, when, open })
    })
  }

  async #look(isAsked: boolean): Promise<void> {
    const { source, settings, keeper, network, version, folder, findPlace } = this.#options
    if (source === null || !this.#begin('looking')) return
    const now = keeper.now()
    this.#triedAt = now
    await this.#end(async (work) => {
      this.#place ??= await findPlace(work)
      const { made, chosen } = await work.lookForUpdate({
        ...network,
        source,
        now,
        newest: settings.get('newestUpdateFeed'),
        version,
        channel: settings.get('updateChannel'),
        place: this.#place,
        // What a person has been told of is not taken back because few are offered it.
        lot: isAsked || this.#chosen !== null ? null : this.#lot(),
        folder,
      })
      settings.set({ newestUpdateFeed: made, updatesLookedAt: now })
      const isSame = chosen?.file?.sha512 === this.#chosen?.file?.sha512
      this.#chosen = chosen
      if (!isSame) this.#path = null
      this.#tell({ lookedAt: now, found: chosen === null ? null : foundIn(chosen, this.#place) })
      if (!isSame || chosen === null) this.#tell({ fetched: 0, isReady: false, command: null })
    })
  }

  #lot(): string {
    const { settings } = this.#options
    const drawn = settings.get('updateLot') ?? randomUUID()
    settings.set('updateLot', drawn)
    return drawn
  }

  /** Whether it may begin: nothing else is under way. */
  #begin(activity: UpdatesSetup['activity']): boolean {
    if (this.state.value.activity !== 'idle') return false
    this.#tell({ activity, fault: null, said: null })
    return true
  }

  /** Does the work that was begun, and tells how it failed. */
  async #end(act: (work: Work) => Promise<void>): Promise<void> {
    let fault: UpdatesSetup['fault'] = null
    let said: string | null = null
    try {
      await act(await import('./work.ts'))
    } catch (error) {
      fault = faultOf(error)
      if (fault === 'not-taken') said = saidIn(error)
    }
    if (fault === 'other-file') {
      // What lies there is to be fetched anew.
      this.#path = null
      this.#tell({ fetched: 0, isReady: false, command: null })
    }
    this.#tell({ activity: 'idle', fault, said })
  }

  #tell(change: Partial<UpdatesSetup>): void {
    this.state.set({ ...this.state.value, ...change })
  }
}

class SigningIn extends Error {}

/** By its name: the class of the error is loaded with the work. */
function faultOf(error: unknown): UpdatesSetup['fault'] {
  if (error instanceof SigningIn) return 'signing-in'
  const { name, kind } = error as { name?: string; kind?: UpdateFaultKind }
  return name === 'UpdateFault' && kind !== undefined ? kind : 'not-taken'
}

/** The package manager's words, at most a few lines of them. */
function saidIn(error: unknown): string | null {
  const { cause } = error as { cause?: unknown }
  return cause instanceof Error && cause.message !== '' ? cause.message.slice(0, 500) : null
}

function foundIn({ release, file }: Chosen, { way }: Place): UpdatesSetup['found'] {
  const { version, released, news } = release
  return { version, released, news, way, size: file?.size ?? null }
}

const nothingFound = {
  activity: 'idle',
  found: null,
  fetched: 0,
  isReady: false,
  command: null,
  fault: null,
  said: null,
} as const satisfies Partial<UpdatesSetup>
