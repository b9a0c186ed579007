import { describe, expect, it } from 'vitest'
import { isShortcut, type PressedKey, shortcutOf, shownKeys } from './shortcut.ts'

const none: PressedKey = { key: '', code: '', ctrlKey: false, altKey: false, shiftKey: false, metaKey: false }
const ctrlAlt = { ...none, ctrlKey: true, altKey: true }

describe('a shortcut', () => {
  it.each<[string, Partial<PressedKey>, string]>([
    ['a letter', { ...ctrlAlt, key: 'g', code: 'KeyG' }, 'Control+Alt+G'],
    ['a letter by what it types', { ...ctrlAlt, key: 'a', code: 'KeyQ' }, 'Control+Alt+A'],
    ['a letter that Alt changes', { ...ctrlAlt, key: '©', code: 'KeyG' }, 'Control+Alt+G'],
    ['a digit', { ...ctrlAlt, key: '@', code: 'Digit2' }, 'Control+Alt+2'],
    ['a space', { ...none, ctrlKey: true, shiftKey: true, key: ' ', code: 'Space' }, 'Control+Shift+Space'],
    ['an arrow', { ...ctrlAlt, key: 'ArrowUp', code: 'ArrowUp' }, 'Control+Alt+Up'],
    ['a function key', { ...none, metaKey: true, key: 'F9', code: 'F9' }, 'Super+F9'],
  ])('is %s with what is held', (_what, pressed, keys) => {
    expect(shortcutOf({ ...none, ...pressed }, false)).toEqual({ keys })
    expect(isShortcut(keys)).toBe(true)
  })

  it('names Command on macOS', () => {
    const pressed = { ...none, metaKey: true, shiftKey: true, key: 'G', code: 'KeyG' }
    expect(shortcutOf(pressed, true)).toEqual({ keys: 'Shift+Command+G' })
  })

  it('is not complete while only held keys are', () => {
    expect(shortcutOf({ ...ctrlAlt, key: 'Alt', code: 'AltLeft' }, false)).toBe('incomplete')
  })

  it.each<[string, Partial<PressedKey>]>([
    ['a letter alone', { key: 'g', code: 'KeyG' }],
    ['a capital', { shiftKey: true, key: 'G', code: 'KeyG' }],
    ['what copies', { ctrlKey: true, key: 'c', code: 'KeyC' }],
    ['a function key alone', { key: 'F5', code: 'F5' }],
    ['Enter', { ...ctrlAlt, key: 'Enter', code: 'Enter' }],
  ])('is not %s: every program would lose it', (_what, pressed) => {
    expect(shortcutOf({ ...none, ...pressed }, false)).toBe('too-few')
  })

  it.each(['', 'G', 'Alt+Control+G', 'Control+Control+G', 'Control+Alt+', 'Control+Alt+g', 'Hyper+Alt+G', 'Shift+F5'])(
    'is not %j, whoever says so',
    (keys) => {
      expect(isShortcut(keys)).toBe(false)
    },
  )

  it('is read as keyboards name it', () => {
    expect(shownKeys('Control+Shift+G', 'Maj')).toBe('Ctrl + Maj + G')
  })
})
