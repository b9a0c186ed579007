import { describe, expect, it } from 'vitest'
import { checkFiles, publicName, systemsIn } from './files.ts'

const npm = ['gazelle-keeper', 'gazelle-keeper-cli'].flatMap((name) => [
  `${name}-1.0.0.tgz`,
  `${name}-1.0.0.tgz.sha256`,
])
const edge = ['gazelle-keeper-edge-1.0.0.tgz', 'gazelle-keeper-edge-1.0.0.tgz.sha256']
const windows = ['gazelle-keeper-app-1.0.0-windows-x64.exe']
const linux = [
  'gazelle-keeper_1.0.0_amd64.deb',
  'gazelle-keeper-1.0.0-1.x86_64.rpm',
  'gazelle-keeper-1.0.0-linux-x64.tar.xz',
  'gazelle-keeper-app_1.0.0_amd64.deb',
  'gazelle-keeper-app-1.0.0-1.x86_64.rpm',
  'gazelle-keeper-app-1.0.0-linux-x64.tar.xz',
]
const appImage = 'gazelle-keeper-app-1.0.0-x86_64.AppImage'

describe('the files of a release', () => {
  it('are those of its systems, with an AppImage or without', () => {
    checkFiles([...windows, ...npm, ...edge], '1.0.0', ['windows'])
    checkFiles([...linux, ...npm, ...edge], '1.0.0', ['linux'])
    checkFiles([...linux, ...npm, ...edge, appImage], '1.0.0', ['linux'])
  })

  it.each([
    ['one is missing', [...windows, ...npm], 'Missing: gazelle-keeper-edge-1.0.0.tgz'],
    [
      'one is of another version',
      [...windows, ...npm, ...edge, 'gazelle-keeper-0.9.0.tgz'],
      'Not known: gazelle-keeper-0.9.0.tgz',
    ],
    ['one is of another system', [...windows, ...npm, ...edge, appImage], `Not known: ${appImage}`],
    ['there are none', [], 'Missing'],
  ])('are not those where %s', (_, found, words) => {
    expect(() => checkFiles(found, '1.0.0', ['windows'])).toThrow(words)
  })

  it('bear names that the page of a release takes', () => {
    expect(publicName('gazelle-keeper_1.0.0~beta.1_amd64.deb')).toBe('gazelle-keeper_1.0.0-beta.1_amd64.deb')
  })
})

it('the systems are those that are named, or all', () => {
  expect(systemsIn('linux macos')).toEqual(['linux', 'macos'])
  for (const nothing of [undefined, '', ' ']) expect(systemsIn(nothing)).toEqual(['linux', 'windows', 'macos'])
  expect(() => systemsIn('linux, beos')).toThrow('beos')
})
