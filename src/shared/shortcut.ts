// Keys that open the popover from every program, in Electron's words: "Control+Alt+G".

/** The keys that are held, in the order in which they are written. */
const holders = ['Control', 'Alt', 'Shift', 'Super', 'Command'] as const
type Holder = (typeof holders)[number]

const functionKey = /^F([1-9]|1\d|2[0-4])$/
const keyOfCode: Readonly<Record<string, string>> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Space: 'Space',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  Insert: 'Insert',
}
const otherKeys = Object.values(keyOfCode)

/** A key as a page hears of it. */
export interface PressedKey {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly metaKey: boolean
}

/**
 * The shortcut that is pressed; `incomplete` while only held keys are; `too-few` if every program would lose a key of its own
 * by it.
 */
export function shortcutOf(pressed: PressedKey, isMac: boolean): { readonly keys: string } | 'incomplete' | 'too-few' {
  if (['Control', 'Alt', 'AltGraph', 'Shift', 'Meta', 'OS', 'CapsLock', 'Fn'].includes(pressed.key)) return 'incomplete'
  const key = keyOf(pressed)
  if (key === null) return 'too-few'
  const held: Readonly<Record<Holder, boolean>> = {
    Control: pressed.ctrlKey,
    Alt: pressed.altKey,
    Shift: pressed.shiftKey,
    Super: pressed.metaKey && !isMac,
    Command: pressed.metaKey && isMac,
  }
  const keys = [...holders.filter((holder) => held[holder]), key].join('+')
  return isShortcut(keys) ? { keys } : 'too-few'
}

/** Whether these are keys that may be a shortcut: a letter or the like with two that are held, or a function key with one. */
export function isShortcut(keys: string): boolean {
  const parts = keys.split('+')
  const key = parts.pop() ?? ''
  const held = holders.filter((holder) => parts.includes(holder))
  // Each once, in their order: one shortcut is written in one way.
  if (held.join('+') !== parts.join('+') || held.every((holder) => holder === 'Shift')) return false
  if (functionKey.test(key)) return true
  return held.length >= 2 && (/^[A-Z0-9]$/.test(key) || otherKeys.includes(key))
}

/** The letter by what it types, since keyboards differ; what Alt changes is told by its place. */
function keyOf({ key, code }: PressedKey): string | null {
  if (/^[a-z0-9]$/i.test(key)) return key.toUpperCase()
  if (functionKey.test(key)) return key
  const [, letter] = /^(?:Key|Digit)([A-Z0-9])$/.exec(code) ?? []
  return letter ?? keyOfCode[code] ?? null
}

/** The keys as a person reads them. `shift`: the name of that key, which differs by language. */
export function shownKeys(keys: string, shift: string): string {
  const names: Readonly<Record<string, string>> = { Control: 'Ctrl', Shift: shift, Command: '⌘' }
  return keys
    .split('+')
    .map((key) => names[key] ?? key)
    .join(' + ')
}
