import { expect, test } from 'vitest'
import { choosePackages, desktopTools, librariesOpenedLate, libraryPart } from './parts.ts'

const missing = [libraryPart('libgtk-3.so.0'), libraryPart('libasound.so.2'), libraryPart('libnss3.so')]

test.each([
  { system: 'Debian 12', known: ['libgtk-3-0', 'libasound2', 'libnss3'] },
  { system: 'Ubuntu 24.04', known: ['libgtk-3-0t64', 'libasound2t64', 'libnss3'] },
])('takes the names $system has', ({ known }) => {
  expect(choosePackages(missing, (name) => known.includes(name))).toEqual([...known].sort())
})

test('takes the newer name where both are known', () => {
  expect(choosePackages(missing, () => true)).toContain('libgtk-3-0t64')
})

test('guesses the older names where there are no package lists', () => {
  expect(choosePackages(missing, () => false)).toEqual(['libasound2', 'libgtk-3-0', 'libnss3'])
})

test('names a package once, however many parts it brings', () => {
  expect(choosePackages([libraryPart('libnss3.so'), libraryPart('libsmime3.so')], () => true)).toEqual(['libnss3'])
})

test('knows no package for a library it never heard of, and says so by naming it alone', () => {
  expect(libraryPart('libnovel.so.7')).toEqual({ name: 'libnovel.so.7', packages: [] })
  expect(choosePackages([libraryPart('libnovel.so.7')], () => true)).toEqual([])
})

test('knows a package for everything it asks for by itself', () => {
  for (const part of [...librariesOpenedLate.map(libraryPart), ...desktopTools]) expect(part.packages).not.toEqual([])
})
