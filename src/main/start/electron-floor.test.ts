import { expect, it } from 'vitest'
import { electronFloor, isBelowFloor } from './electron-floor.ts'

it.each([
  ['33.2.1', true],
  [`${electronFloor - 1}.9.9`, true],
  [`${electronFloor}.0.0`, false],
  ['45.4.1', false],
  ['120.0.0-nightly', false],
  ['unknown', true],
  ['', true],
])('%s is below the floor: %s', (version, isBelow) => {
  expect(isBelowFloor(version)).toBe(isBelow)
})
