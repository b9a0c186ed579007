/** An event of Electron's `input-event`, as far as it is looked at. */
export interface Input {
  readonly type: string
  readonly key?: string
  readonly isAutoRepeat?: boolean
}

/** So long a press counts, in milliseconds: a key longer, because what was typed is taken when the field is left. */
const lasts = { key: 60_000, pointer: 5000 } as const
/** The tools of people who neither see nor click press once in so many milliseconds. */
const assistedMilliseconds = 1000
/** Keys that ask for nothing by themselves; Escape takes back. */
const noPress = new Set(['Escape', 'Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Fn'])

/**
 * The presses of a person in one page, as the browser process hands them to it: no script in the page can make one. Each is
 * spent by one action. What was typed and a click count one each, since the click that leaves a field takes what was typed, too.
 */
export class Presses {
  readonly #now: () => number
  readonly #at = { key: Number.NEGATIVE_INFINITY, pointer: Number.NEGATIVE_INFINITY }
  #assistedAt = Number.NEGATIVE_INFINITY
  /** Without a press the page asked for something, and the person said no. */
  isSilenced = false

  /** `now`: a clock that nobody sets, in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  hear({ type, key = '', isAutoRepeat = false }: Input): void {
    const kind = kindOf(type)
    if (kind === null || isAutoRepeat || (kind === 'key' && noPress.has(key))) return
    this.#at[kind] = this.#now()
    this.isSilenced = false
  }

  /** Uses up the press that is older; false where there is none. */
  spend(): boolean {
    const now = this.#now()
    const kinds = (['key', 'pointer'] as const).filter((kind) => now - this.#at[kind] < lasts[kind])
    const [oldest] = kinds.sort((one, other) => this.#at[one] - this.#at[other])
    if (oldest === undefined) return false
    this.#at[oldest] = Number.NEGATIVE_INFINITY
    return true
  }

  /** Whether an assistive tool may have pressed just now: as often as somebody presses. */
  spendAssisted(): boolean {
    const now = this.#now()
    if (now - this.#assistedAt < assistedMilliseconds) return false
    this.#assistedAt = now
    return true
  }

  /** Another document has come: what was pressed was meant for the one before. */
  forget(): void {
    this.#at.key = Number.NEGATIVE_INFINITY
    this.#at.pointer = Number.NEGATIVE_INFINITY
  }
}

function kindOf(type: string): 'key' | 'pointer' | null {
  // A key that writes comes as one event or, with its letter behind it, as two: the letter is no second press.
  if (type === 'keyDown' || type === 'rawKeyDown') return 'key'
  return type === 'mouseDown' || type === 'touchStart' ? 'pointer' : null
}
