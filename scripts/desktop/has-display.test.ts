import { expect, test } from 'vitest'
import { hasDisplay } from './has-display.ts'

test.each([
  { platform: 'linux' as const, env: {}, expected: false },
  { platform: 'linux' as const, env: { DISPLAY: '' }, expected: false },
  { platform: 'linux' as const, env: { DISPLAY: ':0' }, expected: true },
  { platform: 'linux' as const, env: { WAYLAND_DISPLAY: 'wayland-0' }, expected: true },
  { platform: 'darwin' as const, env: {}, expected: true },
  { platform: 'win32' as const, env: {}, expected: true },
])('on $platform with $env: $expected', ({ platform, env, expected }) => {
  expect(hasDisplay(env, platform)).toBe(expected)
})
