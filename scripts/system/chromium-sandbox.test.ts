import { expect, test } from 'vitest'
import { chromiumSandboxSwitches } from './chromium-sandbox.ts'

test.each([
  { who: 'root on Linux', platform: 'linux' as const, uid: 0, switches: ['--no-sandbox'] },
  { who: 'another user on Linux', platform: 'linux' as const, uid: 1000, switches: [] },
  { who: 'root on macOS', platform: 'darwin' as const, uid: 0, switches: [] },
  { who: 'anyone on Windows', platform: 'win32' as const, uid: undefined, switches: [] },
])('$who: $switches', ({ platform, uid, switches }) => {
  expect(chromiumSandboxSwitches(platform, uid)).toEqual(switches)
})
