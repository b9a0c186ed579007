import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { nodeBinaries } from '../../scripts/package/node-binaries.ts'
import { electronRelease, electronWarning } from '../../scripts/supply/electron-release.ts'
import { isBelowFloor } from '../../src/main/start/electron-floor.ts'

const { devDependencies } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))

it('the locked Electron is the one whose dates are known, and may ship', () => {
  expect(electronRelease.version).toBe(devDependencies.electron)
  expect(isBelowFloor(devDependencies.electron)).toBe(false)
  // Said, and nothing more: the tests of an older commit pass on any day.
  const warning = electronWarning(electronRelease, Date.now())
  if (warning !== null) console.warn(warning)
})

it.each([
  ['2026-11-19', null],
  ['2027-01-18', null],
  ['2027-01-19', 'Electron 45.4.1 is 61 days old: update it.'],
  ['2027-04-06', 'Electron 45.4.1 is 138 days old: update it.'],
  ['2027-04-07', 'Electron 45.4.1 has not been supported since 2027-04-07: update it.'],
])('on %s it is warned of: %s', (today, warning) => {
  const release = { version: '45.4.1', released: '2026-11-19', supportedUntil: '2027-04-07' }
  expect(electronWarning(release, Date.parse(today))).toBe(warning)
})

it('the checksums of the Node that ships are of the locked one', () => {
  expect(nodeBinaries.version).toBe(devDependencies.node)
})
