import { expect, test } from 'vitest'
import { chromiumSandboxSwitches, repairLine } from './chromium-sandbox.ts'

test.each([
  { who: 'root on Linux', platform: 'linux' as const, uid: 0, switches: ['--no-sandbox'] },
  { who: 'another user on Linux', platform: 'linux' as const, uid: 1000, switches: [] },
  { who: 'root on macOS', platform: 'darwin' as const, uid: 0, switches: [] },
  { who: 'anyone on Windows', platform: 'win32' as const, uid: undefined, switches: [] },
])('$who: $switches', ({ platform, uid, switches }) => {
  expect(chromiumSandboxSwitches(platform, uid)).toEqual(switches)
})

test('names the helper to the shell as it is, whatever its path', () => {
  expect(repairLine('/opt/app/helper')).toBe('chown root:root /opt/app/helper && chmod 4755 /opt/app/helper')
  const quoted = String.raw`'/home/d'\''Arc/helper'`
  expect(repairLine("/home/d'Arc/helper")).toBe(`chown root:root ${quoted} && chmod 4755 ${quoted}`)
})
