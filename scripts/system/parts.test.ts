import { expect, test } from 'vitest'
import { choosePackages, desktopTools, librariesOpenedLate, libraryPart, releaseTools, testTools } from './parts.ts'

const missing = [libraryPart('libgtk-3.so.0'), libraryPart('libasound.so.2'), libraryPart('libnss3.so')]

test.each([
  { system: 'Debian 12', known: ['libgtk-3-0', 'libasound2', 'libnss3'] },
  { system: 'Ubuntu 24.04', known: ['libgtk-3-0t64', 'libasound2t64', 'libnss3'] },
])('takes the names $system has', ({ known }) => {
  expect(choosePackages(missing, (name) => known.includes(name), 'oldest')).toEqual([...known].sort())
})

test('takes the newer name where both are known', () => {
  expect(choosePackages(missing, () => true, 'oldest')).toContain('libgtk-3-0t64')
})

test.each([
  { guess: 'oldest' as const, names: ['libasound2', 'libgtk-3-0', 'libnss3'] },
  { guess: 'newest' as const, names: ['libasound2t64', 'libgtk-3-0t64', 'libnss3'] },
])('guesses the $guess names where there are no package lists', ({ guess, names }) => {
  expect(choosePackages(missing, () => false, guess)).toEqual(names)
})

test('names a package once, however many parts it brings', () => {
  expect(choosePackages([libraryPart('libnss3.so'), libraryPart('libsmime3.so')], () => true, 'oldest')).toEqual([
    'libnss3',
  ])
})

test('knows no package for a library it never heard of, and says so by naming it alone', () => {
  expect(libraryPart('libnovel.so.7')).toEqual({ name: 'libnovel.so.7', packages: [] })
  expect(choosePackages([libraryPart('libnovel.so.7')], () => true, 'oldest')).toEqual([])
})

test('knows a package for everything it asks for by itself', () => {
  const parts = [...librariesOpenedLate.map(libraryPart), ...desktopTools, ...testTools, ...releaseTools]
  for (const { packages } of parts) expect(packages).not.toEqual([])
})
