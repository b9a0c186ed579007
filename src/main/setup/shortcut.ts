import { Observed } from '../../core/base/observed.ts'
import type { ShortcutSetup } from '../../shared/setup.ts'
import { isShortcut } from '../../shared/shortcut.ts'
import type { Settings } from '../connection/settings.ts'

/** The system, as the giver of keys. */
export interface ShortcutSystem {
  /** From now on calls `onPress` at these keys. False if the system does not give them. */
  register(keys: string, onPress: () => void): boolean
  unregister(keys: string): void
  /** Where programs get no keys: the command that a shortcut of the system's own settings may run. Null elsewhere. */
  readonly command: string | null
}

export interface ShortcutOptions {
  readonly settings: Pick<Settings, 'get' | 'set'>
  readonly system: ShortcutSystem
  readonly onPress: () => void
}

/** The keys that open the popover from every program, if the person has chosen some. They are taken again at each start. */
export class ShortcutControl {
  readonly state: Observed<ShortcutSetup>
  readonly #options: ShortcutOptions
  /** The keys that the system has given. */
  #given: string | null = null

  constructor(options: ShortcutOptions) {
    this.#options = options
    const { settings, system } = options
    const keys = settings.get('popoverShortcut')
    const isRefused = keys !== null && system.command === null && !this.#take(keys)
    this.state = new Observed<ShortcutSetup>({ keys, refused: isRefused ? keys : null, command: system.command })
  }

  /** Takes these keys in place of the earlier ones; if the system does not give them, the earlier ones stay. */
  choose(keys: string): void {
    const { settings, system } = this.#options
    if (!isShortcut(keys) || system.command !== null) return
    const before = this.#given
    if (keys !== before) {
      if (!this.#take(keys)) {
        this.state.set({ ...this.state.value, refused: keys })
        return
      }
      if (before !== null) system.unregister(before)
    }
    settings.set('popoverShortcut', keys)
    this.state.set({ ...this.state.value, keys, refused: null })
  }

  /** Gives the keys back. */
  forget(): void {
    const { settings, system } = this.#options
    if (this.#given !== null) system.unregister(this.#given)
    this.#given = null
    settings.set('popoverShortcut', null)
    this.state.set({ ...this.state.value, keys: null, refused: null })
  }

  #take(keys: string): boolean {
    const isGiven = this.#options.system.register(keys, this.#options.onPress)
    if (isGiven) this.#given = keys
    return isGiven
  }
}
