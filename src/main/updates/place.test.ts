import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findPlace, type PlaceOptions } from './place.ts'

const linux: PlaceOptions = {
  platform: 'linux',
  execPath: '/usr/lib/gazelle-keeper-app/gazelle-keeper-app',
  env: {},
  isPackaged: true,
  owns: async () => false,
  canInstallPackages: async () => true,
}
const place = (change: Partial<PlaceOptions>) => findPlace({ ...linux, ...change })
const ownedBy =
  (manager: string): PlaceOptions['owns'] =>
  async (format, file) =>
    format === manager && file === linux.execPath

describe('the program', () => {
  it('that a package manager owns is its to replace, by the system’s password or a command', async () => {
    expect(await place({ owns: ownedBy('deb') })).toEqual({ way: 'package', format: 'deb' })
    expect(await place({ owns: ownedBy('rpm') })).toEqual({ way: 'package', format: 'rpm' })
    const without = { canInstallPackages: async () => false }
    expect(await place({ owns: ownedBy('deb'), ...without })).toEqual({ way: 'command', format: 'deb' })
  })

  it('of an AppImage is that file, whoever owns what it is mounted from', async () => {
    const env = { APPIMAGE: '/home/anne/Gazelle.AppImage', APPDIR: '/tmp/.mount_1' }
    const mounted = { env, execPath: '/tmp/.mount_1/usr/lib/gazelle-keeper-app/gazelle-keeper-app' }
    expect(await place(mounted)).toEqual({ way: 'replace', format: 'appimage', file: '/home/anne/Gazelle.AppImage' })
    // It was started by a program from another AppImage.
    expect(await place({ env })).toEqual({ way: 'by-hand', format: null })
    expect(await place({ env, owns: ownedBy('deb') })).toEqual({ way: 'package', format: 'deb' })
  })

  it('that somebody has unpacked is replaced by hand, and so is one in development', async () => {
    expect(await place({})).toEqual({ way: 'by-hand', format: null })
    expect(await place({ isPackaged: false, owns: ownedBy('deb') })).toEqual({ way: 'by-hand', format: null })
  })

  it('of Windows and macOS comes by what the system opens', async () => {
    expect(await place({ platform: 'win32' })).toEqual({ way: 'open', format: 'exe' })
    expect(await place({ platform: 'darwin' })).toEqual({ way: 'open', format: 'dmg' })
  })
})

it('nothing of what an update takes is loaded before somebody looks', () => {
  for (const name of ['control', 'create-updates']) {
    const source = readFileSync(join(import.meta.dirname, `${name}.ts`), 'utf8')
    const loaded = [...source.matchAll(/^import (?!type)[^\n]* from '([^']+)'/gm)].map(([, path = '']) => path)
    expect(loaded.filter((path) => /updates\/(?!source)|\/(?:work|place)\.ts$/.test(path))).toEqual([])
  }
})
