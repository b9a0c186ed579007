import { existsSync, readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { downloadArtifact, getHostArch } from '@electron/get'
import { extract } from '@electron-internal/extract-zip'
import { letRootsHelperSandbox } from './chrome-sandbox.ts'
import { distVersion, type ElectronRuntime, executableInDist } from './electron-runtime.ts'
import { moveIntoPlace } from './move-into-place.ts'
import { guardProgress, type Patience } from './progress-guard.ts'
import { makeWorkFolder } from './work-folder.ts'

const usualPatience: Patience = { firstByteMs: 6_000, stallMs: 10_000 }

/** Gives the version of the npm package `electron` in `packageFolder`. */
export function officialVersion(packageFolder: string): string {
  return readJson(join(packageFolder, 'package.json')).version
}

/** Gives the binary already inside the npm package `electron`, or undefined if it is missing or of another version. */
export function installedOfficialElectron(packageFolder: string): ElectronRuntime | undefined {
  const version = officialVersion(packageFolder)
  const distFolder = join(packageFolder, 'dist')
  const executablePath = join(distFolder, executableInDist(process.platform))
  const complete = existsSync(join(packageFolder, 'path.txt')) && existsSync(executablePath)
  if (!complete || distVersion(distFolder) !== version) return undefined
  return { executablePath, distFolder, version, origin: 'official' }
}

/**
 * Fetches the official binary into the npm package `electron`, where `require('electron')` finds it too. Honours ELECTRON_MIRROR
 * and the other variables of @electron/get. Gives up once the host is silent for longer than `patience`, and leaves nothing
 * half-installed: the binary appears by a rename, or not at all. Error: the first failure on the way.
 */
export async function fetchOfficialElectron(packageFolder: string, patience = usualPatience): Promise<ElectronRuntime> {
  const staging = await makeWorkFolder(packageFolder)
  try {
    await extract(await download(packageFolder, patience), { dir: staging })
    await letRootsHelperSandbox(staging)
    // First the pointer, then the binary: an installation needs both, and appears with the rename.
    await writeFile(join(packageFolder, 'path.txt'), executableInDist(process.platform))
    await moveIntoPlace(
      staging,
      join(packageFolder, 'dist'),
      () => installedOfficialElectron(packageFolder) !== undefined,
    )
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
  const installed = installedOfficialElectron(packageFolder)
  if (!installed) throw new Error('the archive that came holds no Electron of this version')
  return installed
}

async function download(packageFolder: string, patience: Patience): Promise<string> {
  const guard = guardProgress(patience)
  // The settings of the package's own installer.
  const cacheRoot = process.env['electron_config_cache']
  const useRemoteChecksums = process.env['electron_use_remote_checksums']
  try {
    return await downloadArtifact({
      version: officialVersion(packageFolder),
      artifactName: 'electron',
      platform: process.platform,
      arch: getHostArch(),
      ...(useRemoteChecksums ? {} : { checksums: readJson(join(packageFolder, 'checksums.json')) }),
      ...(cacheRoot ? { cacheRoot } : {}),
      downloadOptions: { signal: guard.signal, getProgressCallback: async () => guard.progressed() },
    })
  } finally {
    guard.stop()
  }
}

function readJson(file: string) {
  return JSON.parse(readFileSync(file, 'utf8'))
}
