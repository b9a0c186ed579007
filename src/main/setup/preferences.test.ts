import { describe, expect, it, vi } from 'vitest'
import type { LoginTrouble } from '../../shared/setup.ts'
import type { Settings } from '../connection/settings.ts'
import { PreferencesControl } from './preferences.ts'

/** A system that has its own mind about what starts at login. */
function start() {
  const system = {
    isOn: false,
    obstacle: null as LoginTrouble | null,
    takes: true,
    repair: async () => {},
    look: async () => {},
  }
  const autostart = {
    look: async () => {
      const { isOn, obstacle } = system
      await system.look()
      return { isOn, obstacle }
    },
    turn: async (on: boolean) => {
      if (system.takes) system.isOn = on
    },
    repair: () => system.repair(),
  }
  const store = { language: 'en', theme: 'light', staysSignedIn: true, reminds: true, isLoginOffered: false }
  const settings = { store, set: vi.fn() } as unknown as Settings
  const open = () =>
    new PreferencesControl({
      settings,
      autostart,
      applyTheme: () => undefined,
      forgetSession: async () => undefined,
    })
  return { system, open }
}

describe('the start at login', () => {
  it('is repaired first, then shown', async () => {
    const { system, open } = start()
    system.repair = async () => {
      system.isOn = true
    }
    const preferences = open()
    await vi.waitFor(() => expect(preferences.state.value.startsAtLogin).toBe(true))
  })

  it.each([
    ['nothing more', null, 'not-taken'],
    ['that a permission is wanted', 'approval', 'approval'],
    ['that the app must be moved', 'move', 'move'],
  ] as const)(
    'that the system does not take is said, with %s, until the system has it',
    async (_what, obstacle, why) => {
      const { system, open } = start()
      Object.assign(system, { takes: false, obstacle })
      const preferences = open()
      await preferences.look()
      expect(preferences.loginTrouble.value).toBeNull()
      await preferences.prefer({ startsAtLogin: true })
      expect(preferences.state.value.startsAtLogin).toBe(false)
      expect(preferences.loginTrouble.value).toBe(why)
      system.isOn = true
      await preferences.look()
      expect(preferences.state.value.startsAtLogin).toBe(true)
      expect(preferences.loginTrouble.value).toBeNull()
    },
  )

  it('is not taken back by a slow look that began before it was turned on', async () => {
    const { system, open } = start()
    const preferences = open()
    await preferences.look()
    const held: (() => void)[] = []
    system.look = () => new Promise((resolve) => void held.push(resolve))
    const slow = preferences.look()
    await vi.waitFor(() => expect(held).toHaveLength(1))
    system.look = async () => {}
    const change = preferences.prefer({ startsAtLogin: true })
    await vi.waitFor(() => expect(system.isOn).toBe(true))
    // Whatever does not wait for the slow look has ended by then.
    await new Promise((resolve) => setImmediate(resolve))
    held[0]?.()
    await Promise.all([slow, change])
    expect(preferences.state.value.startsAtLogin).toBe(true)
    expect(preferences.loginTrouble.value).toBeNull()
  })

  it('is turned on by the end of the first run where its switch was left on, and offered once', async () => {
    const { system, open } = start()
    const preferences = open()
    expect(preferences.isLoginOffered.value).toBe(false)
    await preferences.finishSetup(true)
    expect(preferences.state.value.startsAtLogin).toBe(true)
    expect(preferences.isLoginOffered.value).toBe(true)
    expect(system.isOn).toBe(true)
  })

  it('is left alone by the end of the first run where its switch was turned off', async () => {
    const { system, open } = start()
    const preferences = open()
    await preferences.finishSetup(false)
    expect(preferences.state.value.startsAtLogin).toBe(false)
    expect(system.isOn).toBe(false)
    expect(preferences.isLoginOffered.value).toBe(true)
  })

  it('that the system does not take at the end of the first run is said', async () => {
    const { system, open } = start()
    Object.assign(system, { takes: false, obstacle: 'approval' })
    const preferences = open()
    await preferences.finishSetup(true)
    expect(preferences.loginTrouble.value).toBe('approval')
  })

  it('follows the person where the system takes it', async () => {
    const { open } = start()
    const preferences = open()
    await preferences.prefer({ startsAtLogin: true })
    expect(preferences.state.value.startsAtLogin).toBe(true)
    await preferences.prefer({ startsAtLogin: false })
    expect(preferences.state.value.startsAtLogin).toBe(false)
    expect(preferences.loginTrouble.value).toBeNull()
  })
})
