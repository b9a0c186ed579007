import { afterEach, expect, it, vi } from 'vitest'

const { app } = vi.hoisted(() => ({
  app: { commandLine: { hasSwitch: (name: string) => name === 'keeper-asks-keychain' } },
}))
vi.mock('electron', () => ({ app, safeStorage: {} }))

afterEach(() => void vi.restoreAllMocks())

it.each([
  ['linux', true],
  ['darwin', false],
  ['win32', false],
] as const)('a process that asks the keychain for another one is there on %s: %s', async (platform, isThere) => {
  vi.spyOn(process, 'platform', 'get').mockReturnValue(platform)
  const { asksApart } = await import('./apart.ts')
  expect(asksApart()).toBe(isThere)
})
