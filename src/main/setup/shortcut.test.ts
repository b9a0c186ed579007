import { describe, expect, it, vi } from 'vitest'
import { ShortcutControl } from './shortcut.ts'

/** A system on which another program has some keys, and settings that outlive the app. */
function start({ taken = [] as string[], kept = null as string | null, command = null as string | null } = {}) {
  const content = { popoverShortcut: kept }
  const settings = {
    get: () => content.popoverShortcut,
    set: (_name: string, keys: string | null) => {
      content.popoverShortcut = keys
    },
  } as unknown as ConstructorParameters<typeof ShortcutControl>[0]['settings']
  const given = new Map<string, () => void>()
  const system = {
    register: (keys: string, onPress: () => void) => {
      if (!taken.includes(keys)) given.set(keys, onPress)
      return !taken.includes(keys)
    },
    unregister: (keys: string) => void given.delete(keys),
    command,
  }
  const onPress = vi.fn()
  return { control: new ShortcutControl({ settings, system, onPress }), content, given, onPress }
}

describe('the shortcut', () => {
  it('is none until the person chooses one, and then opens the popover', () => {
    const { control, given, content, onPress } = start()
    expect([...given.keys()]).toEqual([])
    expect(control.state.value).toEqual({ keys: null, refused: null, command: null })
    control.choose('Control+Alt+G')
    expect(control.state.value).toEqual({ keys: 'Control+Alt+G', refused: null, command: null })
    expect(content.popoverShortcut).toBe('Control+Alt+G')
    given.get('Control+Alt+G')?.()
    expect(onPress).toHaveBeenCalledOnce()
  })

  it('is taken again at the next start, and given back when it is switched off or changed', () => {
    const { control, given, content } = start({ kept: 'Control+Alt+G' })
    expect([...given.keys()]).toEqual(['Control+Alt+G'])
    control.choose('Control+Shift+K')
    expect([...given.keys()]).toEqual(['Control+Shift+K'])
    control.forget()
    expect([...given.keys()]).toEqual([])
    expect([content.popoverShortcut, control.state.value.keys]).toEqual([null, null])
  })

  it('says which keys the system does not give, and keeps the earlier ones', () => {
    const { control, given, content } = start({ kept: 'Control+Alt+G', taken: ['Control+Alt+T'] })
    control.choose('Control+Alt+T')
    expect(control.state.value).toEqual({ keys: 'Control+Alt+G', refused: 'Control+Alt+T', command: null })
    expect([...given.keys(), content.popoverShortcut]).toEqual(['Control+Alt+G', 'Control+Alt+G'])
    control.choose('Control+Alt+G')
    expect(control.state.value.refused).toBeNull()
    expect([...given.keys()]).toEqual(['Control+Alt+G'])
  })

  it('says at the start that another program has the keys, and keeps the choice', () => {
    const { control, content } = start({ kept: 'Control+Alt+G', taken: ['Control+Alt+G'] })
    expect(control.state.value).toMatchObject({ keys: 'Control+Alt+G', refused: 'Control+Alt+G' })
    expect(content.popoverShortcut).toBe('Control+Alt+G')
  })

  it('promises nothing where programs get no keys', () => {
    const { control, given, content } = start({ kept: 'Control+Alt+G', command: 'keeper --popover' })
    control.choose('Control+Alt+K')
    expect([...given.keys()]).toEqual([])
    expect(control.state.value).toEqual({ keys: 'Control+Alt+G', refused: null, command: 'keeper --popover' })
    expect(content.popoverShortcut).toBe('Control+Alt+G')
  })

  it('takes no key that programs need for themselves', () => {
    const { control, given } = start()
    control.choose('Control+C')
    expect([...given.keys()]).toEqual([])
  })
})
