import { expect, it } from 'vitest'
import { dependsOn, readNeeds } from './dependencies.ts'

const output = `
Dynamic section at offset 0xb1ef2f8 contains 52 entries:
 0x0000000000000001 (NEEDED)             Shared library: [libffmpeg.so]
 0x0000000000000001 (NEEDED)             Shared library: [libgtk-3.so.0]
 0x0000000000000001 (NEEDED)             Shared library: [libnss3.so]
 0x0000000000000001 (NEEDED)             Shared library: [libsmime3.so]
 0x0000000000000001 (NEEDED)             Shared library: [libgcc_s.so.1]
 0x0000000000000001 (NEEDED)             Shared library: [libc.so.6]
 0x0000000000000001 (NEEDED)             Shared library: [ld-linux-x86-64.so.2]
Version needs section '.gnu.version_r' contains 2 entries:
  0x0010:   Name: GLIBC_2.9  Flags: none  Version: 12
  0x0020:   Name: GLIBC_2.28  Flags: none  Version: 11
  0x0030:   Name: GLIBC_2.2.5  Flags: none  Version: 10
`

it('names each package once, by both of its names where it has two, and the oldest C library that will do', () => {
  const needs = readNeeds(output, new Set(['libffmpeg.so']))
  expect(needs.libc).toBe('2.28')
  expect(dependsOn(needs)).toBe('libc6 (>= 2.28), libgcc-s1, libgtk-3-0t64 | libgtk-3-0, libnss3')
})

it('does not leave out a library that nobody knows', () => {
  expect(() => dependsOn({ libraries: ['libnew.so.1'], libc: null })).toThrow('libnew.so.1')
})
