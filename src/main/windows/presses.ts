/** Electron's `input-event`, as far as it is used here. */
export interface Input {
  readonly type: string
  readonly key?: string
  readonly isAutoRepeat?: boolean
}

/** How long a press counts, in milliseconds. A key counts longer, because typed text is taken when its field is left. */
const lasts = { key: 60_000, pointer: 5000 } as const
/** An assistive tool may press without an input event, at most once in this many milliseconds. */
const assistedMilliseconds = 1000
/** Keys that ask for nothing by themselves; Escape cancels. */
const noPress = new Set(['Escape', 'Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Fn'])

/**
 * A person's presses in one page, as the browser process reports them: no script in the page can forge one. Each action spends
 * one press. A key and a click count one each, since the click that leaves a field also takes what was typed.
 */
export class Presses {
  readonly #now: () => number
  readonly #at = { key: Number.NEGATIVE_INFINITY, pointer: Number.NEGATIVE_INFINITY }
  #assistedAt = Number.NEGATIVE_INFINITY
  /** The page has asked for something without a press, and the person has said no. */
  isSilenced = false

  /** `now`: a monotonic clock, in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  hear({ type, key = '', isAutoRepeat = false }: Input): void {
    const kind = kindOf(type)
    if (kind === null || isAutoRepeat || (kind === 'key' && noPress.has(key))) return
    this.#at[kind] = this.#now()
    this.isSilenced = false
  }

  /** Spends the older press; false if there is none. */
  spend(): boolean {
    const now = this.#now()
    const kinds = (['key', 'pointer'] as const).filter((kind) => now - this.#at[kind] < lasts[kind])
    const [oldest] = kinds.sort((one, other) => this.#at[one] - this.#at[other])
    if (oldest === undefined) return false
    this.#at[oldest] = Number.NEGATIVE_INFINITY
    return true
  }

  /** Whether an assistive tool may have pressed just now. If so, spends that: the next may come after `assistedMilliseconds`. */
  spendAssisted(): boolean {
    const now = this.#now()
    if (now - this.#assistedAt < assistedMilliseconds) return false
    this.#assistedAt = now
    return true
  }

  /** Forgets all presses: another document has loaded, and they were meant for the one before. */
  forget(): void {
    this.#at.key = Number.NEGATIVE_INFINITY
    this.#at.pointer = Number.NEGATIVE_INFINITY
  }
}

function kindOf(type: string): 'key' | 'pointer' | null {
  // A key that types comes as one event, or as two with its character: the character is no second press.
  if (type === 'keyDown' || type === 'rawKeyDown') return 'key'
  return type === 'mouseDown' || type === 'touchStart' ? 'pointer' : null
}
