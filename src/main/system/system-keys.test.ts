import { expect, it, vi } from 'vitest'

vi.mock('electron', () => ({ app: {}, globalShortcut: {} }))
const { commandLine, isWayland } = await import('./system-keys.ts')

it.each([
  [{ XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }, true],
  [{ WAYLAND_DISPLAY: 'wayland-0' }, true],
  [{ XDG_SESSION_TYPE: 'tty', WAYLAND_DISPLAY: 'wayland-0' }, true],
  [{ XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' }, false],
  [{ DISPLAY: ':0' }, false],
])('%o is Wayland: %s', (env, answer) => {
  expect(isWayland('linux', env)).toBe(answer)
  expect(isWayland('win32', env)).toBe(false)
})

it('gives a command with every word whole', () => {
  expect(commandLine(['/opt/Gazelle Keeper/it’s', '--popover'])).toBe("'/opt/Gazelle Keeper/it’s' --popover")
  expect(commandLine(["/o'clock"])).toBe("'/o'\\''clock'")
})
