import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { demoWords } from '../../src/shared/catalogue/demo/index.ts'
import { executableInDist } from './electron-runtime.ts'
import { type ResolveOptions, resolveElectron } from './resolve-electron.ts'
import { makeCarrierPackage } from './testing/carrier-package.ts'
import {
  type ElectronMirror,
  makeElectronPackage,
  mirroredVersion,
  startElectronMirror,
} from './testing/electron-mirror.ts'

let folder: string
let mirror: ElectronMirror
let lines: string[]
let options: ResolveOptions & { env: NodeJS.ProcessEnv }

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resolve-electron-'))
  mirror = await startElectronMirror('serve')
  vi.stubEnv('ELECTRON_MIRROR', mirror.url)
  vi.stubEnv('electron_config_cache', join(folder, 'download-cache'))
  lines = []
  options = {
    say: (line) => lines.push(line),
    words: demoWords('en'),
    env: { XDG_CACHE_HOME: join(folder, 'cache') },
    electronPackage: await makeElectronPackage(folder),
    patience: { firstByteMs: 300, stallMs: 300 },
  }
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await mirror.close()
  await rm(folder, { recursive: true, force: true })
})

describe('a runtime the person names', () => {
  let dist: string
  let executable: string

  beforeEach(async () => {
    dist = join(folder, 'named')
    executable = join(dist, executableInDist(process.platform))
    await mkdir(dirname(executable), { recursive: true })
    await writeFile(executable, 'electron')
    await writeFile(join(dist, 'version'), 'v40.1.2\n')
  })

  test.each(['executable', 'dist folder'])('comes first, named by its %s', async (kind) => {
    options.env['GAZELLE_KEEPER_ELECTRON'] = kind === 'executable' ? executable : dist
    expect(await resolveElectron(options)).toEqual({
      executablePath: executable,
      distFolder: dist,
      version: '40.1.2',
      origin: 'named',
    })
    expect(lines).toEqual([`Electron 40.1.2, the one you named: ${executable}`])
    expect(mirror.requests).toEqual([])
  })

  test('is told in the person’s language', async () => {
    options.env['GAZELLE_KEEPER_ELECTRON'] = dist
    await resolveElectron({ ...options, words: demoWords('fr') })
    expect(lines).toEqual([`Electron 40.1.2, celui que vous avez nommé\u00a0: ${executable}`])
  })

  test("may come by Electron's own variable, after the project's", async () => {
    options.env['ELECTRON_OVERRIDE_DIST_PATH'] = dist
    expect(await resolveElectron(options)).toMatchObject({ distFolder: dist, origin: 'named' })
    options.env['GAZELLE_KEEPER_ELECTRON'] = 'official'
    expect(await resolveElectron(options)).toMatchObject({ origin: 'official' })
  })

  test('has an unknown version when its folder does not state one', async () => {
    await rm(join(dist, 'version'))
    options.env['GAZELLE_KEEPER_ELECTRON'] = dist
    expect(await resolveElectron(options)).toMatchObject({ version: 'unknown' })
  })

  test('is an error when it does not exist', async () => {
    options.env['GAZELLE_KEEPER_ELECTRON'] = join(folder, 'nowhere')
    await expect(resolveElectron(options)).rejects.toThrow(/GAZELLE_KEEPER_ELECTRON names .*nowhere/)
    options.env['GAZELLE_KEEPER_ELECTRON'] = ''
    options.env['ELECTRON_OVERRIDE_DIST_PATH'] = folder
    await expect(resolveElectron(options)).rejects.toThrow(/ELECTRON_OVERRIDE_DIST_PATH names the folder .* holds no/)
    expect(mirror.requests).toEqual([])
  })
})

describe('the official binary', () => {
  test('is fetched when nothing is named, and not a second time', async () => {
    const fetched = await resolveElectron(options)
    expect(fetched).toMatchObject({ version: mirroredVersion, origin: 'official' })
    expect(lines).toEqual([
      `Fetching the official Electron ${mirroredVersion} …`,
      `Electron ${mirroredVersion}, the official binary: ${fetched.executablePath}`,
    ])
    expect(mirror.requests).toHaveLength(1)
    expect(await resolveElectron(options)).toEqual(fetched)
    expect(mirror.requests).toHaveLength(1)
  })

  test('is the only one allowed when the person says so', async () => {
    await mirror.close()
    options.env['GAZELLE_KEEPER_ELECTRON'] = 'official'
    await expect(resolveElectron(options)).rejects.toThrow(/Could not fetch the official Electron .*ECONNREFUSED/)
  })
})

describe("the registry's Electron", { timeout: 30_000 }, () => {
  beforeEach(() => {
    options.platform = 'linux'
    options.arch = 'x64'
  })

  test.runIf(process.platform === 'linux')('is taken when the official one cannot be fetched', async () => {
    await mirror.close()
    options.packed = await makeCarrierPackage(folder, 'fallback')
    expect(await resolveElectron(options)).toMatchObject({ version: '33.2.1', origin: 'registry' })
    expect(lines[1]).toMatch(/^Could not fetch the official Electron 45.4.1: .*ECONNREFUSED/)
    expect(lines.at(-1)).toMatch(/^Electron 33.2.1, made from the npm registry, for development only: /)
  })

  test.runIf(process.platform === 'linux')('is taken at once when the person says so', async () => {
    options.packed = await makeCarrierPackage(folder, 'wanted')
    options.env['GAZELLE_KEEPER_ELECTRON'] = 'registry'
    const made = await resolveElectron(options)
    expect(made).toMatchObject({ origin: 'registry' })
    expect(made.distFolder.startsWith(join(folder, 'cache', 'gazelle-keeper', 'electron'))).toBe(true)
    expect(await resolveElectron(options)).toEqual(made)
    expect(lines.filter((line) => line.startsWith('Making'))).toHaveLength(1)
    expect(mirror.requests).toEqual([])
  })

  test.each([
    { platform: 'darwin' as const, arch: 'arm64' },
    { platform: 'win32' as const, arch: 'x64' },
    { platform: 'linux' as const, arch: 'arm64' },
  ])('does not exist for $platform $arch', async (machine) => {
    options.env['GAZELLE_KEEPER_ELECTRON'] = 'registry'
    await expect(resolveElectron({ ...options, ...machine })).rejects.toThrow('for Linux x64 only')
  })
})
