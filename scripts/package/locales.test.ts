import { expect, it } from 'vitest'
import { isLocaleLeftOut } from './locales.ts'

it.each([
  ['/electron/locales/en-US.pak', false],
  ['/electron/locales/fr.pak', false],
  ['/electron/locales/de.pak', true],
  ['/electron/locales/fil.pak', true],
  ['/Electron.app/Contents/Resources/en_GB.lproj', false],
  ['/Electron.app/Contents/Resources/de.lproj', true],
  ['/electron/resources.pak', false],
  ['/electron/locales', false],
])('%s is left out: %s', (path, isLeftOut) => {
  expect(isLocaleLeftOut(path)).toBe(isLeftOut)
})
