import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fetchOfficialElectron, installedOfficialElectron } from './official-electron.ts'
import {
  type ElectronMirror,
  type MirrorBehaviour,
  makeElectronPackage,
  mirroredVersion,
  startElectronMirror,
} from './testing/electron-mirror.ts'

// A server of the tests answers at once, on a busy computer too.
const patience = { firstByteMs: 30_000, stallMs: 5_000 }
let folder: string
let electronPackage: string
let mirror: ElectronMirror | undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'official-electron-'))
  electronPackage = await makeElectronPackage(folder)
  vi.stubEnv('electron_config_cache', join(folder, 'cache'))
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await mirror?.close()
  await rm(folder, { recursive: true, force: true })
})

async function useMirror(behaviour: MirrorBehaviour): Promise<void> {
  mirror = await startElectronMirror(behaviour)
  vi.stubEnv('ELECTRON_MIRROR', mirror.url)
}

async function expectNothingInstalled(): Promise<void> {
  expect(installedOfficialElectron(electronPackage)).toBeUndefined()
  expect(await readdir(electronPackage)).toEqual(['checksums.json', 'package.json'])
}

test('fetches the binary from the mirror into the package, where it is found again', async () => {
  await useMirror('serve')
  const fetched = await fetchOfficialElectron(electronPackage, patience)
  expect(fetched).toMatchObject({ version: mirroredVersion, origin: 'official' })
  expect(existsSync(fetched.executablePath)).toBe(true)
  expect(installedOfficialElectron(electronPackage)).toEqual(fetched)
  expect((await readdir(electronPackage)).sort()).toEqual(['checksums.json', 'dist', 'package.json', 'path.txt'])
})

test('replaces a half-installed binary', async () => {
  await useMirror('serve')
  await fetchOfficialElectron(electronPackage, patience)
  await rm(join(electronPackage, 'dist/version'))
  expect(installedOfficialElectron(electronPackage)).toBeUndefined()
  expect(await fetchOfficialElectron(electronPackage, patience)).toMatchObject({ version: mirroredVersion })
})

test('takes the binary of another version for none', async () => {
  await useMirror('serve')
  await fetchOfficialElectron(electronPackage, patience)
  await writeFile(join(electronPackage, 'package.json'), JSON.stringify({ version: '46.0.0' }))
  expect(installedOfficialElectron(electronPackage)).toBeUndefined()
})

test('may run several times at once', async () => {
  await useMirror('serve')
  const fetched = await Promise.all([1, 2, 3, 4].map(() => fetchOfficialElectron(electronPackage, patience)))
  expect(new Set(fetched.map(({ executablePath }) => executablePath)).size).toBe(1)
  expect((await readdir(electronPackage)).sort()).toEqual(['checksums.json', 'dist', 'package.json', 'path.txt'])
})

test('gives up on a host that never answers', async () => {
  await useMirror('never answer')
  const little = { ...patience, firstByteMs: 300 }
  await expect(fetchOfficialElectron(electronPackage, little)).rejects.toThrow('no answer within 0.3 s')
  await expectNothingInstalled()
})

test('gives up on a download that stalls', async () => {
  await useMirror('stall half-way')
  const little = { ...patience, stallMs: 300 }
  await expect(fetchOfficialElectron(electronPackage, little)).rejects.toThrow('the download stalled')
  await expectNothingInstalled()
})

test('gives up on a host that is not there', async () => {
  await useMirror('serve')
  await mirror?.close()
  await expect(fetchOfficialElectron(electronPackage, patience)).rejects.toThrow()
  await expectNothingInstalled()
})

test('refuses an archive with another checksum', async () => {
  await useMirror('serve another file')
  await expect(fetchOfficialElectron(electronPackage, patience)).rejects.toThrow('checksum')
  await expectNothingInstalled()
})

test("verifies with the mirror's own checksums when told to", async () => {
  await useMirror('serve')
  await writeFile(join(electronPackage, 'checksums.json'), '{}')
  await expect(fetchOfficialElectron(electronPackage, patience)).rejects.toThrow('checksums')
  vi.stubEnv('electron_use_remote_checksums', '1')
  expect(await fetchOfficialElectron(electronPackage, patience)).toMatchObject({ version: mirroredVersion })
  expect(mirror?.requests.at(-1)).toBe(`/v${mirroredVersion}/SHASUMS256.txt`)
})
