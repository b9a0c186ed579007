import { Observed } from '../../core/base/observed.ts'
import { type Mishaps, type Mistake, noMishaps } from '../../shared/snapshot.ts'
import type { Settings } from '../connection/settings.ts'
import type { Disk } from '../system/disk.ts'

/** The app's mishaps on this computer, composed again whenever one of their parts changes. */
export class MishapsControl {
  readonly state: Observed<Mishaps>
  /** The latest uncaught error. */
  readonly mistake: Observed<Mistake | null>
  readonly #disk: Disk
  #settings: Mishaps['settings']

  constructor(disk: Disk, settings: Pick<Settings, 'found'>, mistake: Observed<Mistake | null>) {
    this.#disk = disk
    this.#settings = { file: null, new: null, unread: null, copy: 'restored' as const, nowhere: 'lost' as const }[
      settings.found
    ]
    this.mistake = mistake
    this.state = new Observed<Mishaps>(noMishaps)
    this.#tell()
    disk.trouble.subscribe(() => this.#tell())
    mistake.subscribe(() => this.#tell())
  }

  /** The person has read the mishaps. A disk that still takes no files stays in view. */
  dismiss(): void {
    this.#settings = null
    this.mistake.set(null)
  }

  #tell(): void {
    this.state.set({ disk: this.#disk.trouble.value, settings: this.#settings, mistake: this.mistake.value })
  }
}
