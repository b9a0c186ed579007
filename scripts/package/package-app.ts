import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type OfficialArch, type OfficialPlatform, packager } from '@electron/packager'
import { type Edition, editionFile } from '../../src/main/start/edition.ts'
import { letRootsHelperSandbox } from '../runtime/chrome-sandbox.ts'
import type { ElectronRuntime } from '../runtime/electron-runtime.ts'
import { layOutCommandLine } from './command-line.ts'
import { setFuses } from './fuses.ts'
import { executableName, productName } from './names.ts'
import { chromiumNotices, layOutNotices } from './notices.ts'
import { isPacked, unpacked } from './packed-files.ts'

export interface PackageOptions {
  /** The project's folder, which is built. */
  readonly root: string
  /** The Electron that is packed: nothing is fetched. */
  readonly runtime: ElectronRuntime
  /** Where the packaged app's folder is made, in place of an earlier one. */
  readonly out: string
  /** What a package that is given to nobody may do besides. The app that ships has none. */
  readonly edition?: Partial<Edition>
}

/** Of an Electron's folder, what an app has in another place, or not at all. */
const elsewhere = ['LICENSE', 'LICENSE.electron.txt', chromiumNotices, 'gazelle-keeper-dist.json']

/** A zip archive with nothing in it. */
const emptyZip = Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex')

/**
 * Packs the built app with an Electron that is on the disk, for this computer's system: the app in an archive, the command
 * line beside it, the fuses set. Gives the folder. Rejects with the packager's error.
 */
export async function packageApp({ root, runtime, out, edition }: PackageOptions): Promise<string> {
  const platform = process.platform as OfficialPlatform
  const arch = process.arch as OfficialArch
  // Not below the project, which is copied.
  const work = await mkdtemp(join(tmpdir(), 'gazelle-keeper-package-'))
  try {
    // The packager wants Electron as a zip; this one is unpacked already, and copied in when the packager has opened its.
    await writeFile(join(work, `electron-v${runtime.version}-${platform}-${arch}.zip`), emptyZip)
    const commandLine = await layOutCommandLine(root, work)
    const notices = await layOutNotices(root, runtime.distFolder, work)
    const [folder] = await packager({
      dir: root,
      out,
      tmpdir: join(work, 'packager'),
      overwrite: true,
      quiet: true,
      name: productName,
      executableName,
      appBundleId: 'app.gazelle-keeper',
      appCategoryType: 'public.app-category.business',
      platform,
      arch,
      electronVersion: runtime.version,
      electronZipDir: work,
      ignore: (path) => !isPacked(path),
      asar: { unpack: unpacked },
      extraResource: [commandLine, notices],
      afterCopy:
        edition === undefined
          ? []
          : [({ buildPath }) => writeFile(join(buildPath, editionFile), JSON.stringify(edition))],
      afterExtract: [
        ({ buildPath }) =>
          cp(runtime.distFolder, buildPath, {
            recursive: true,
            verbatimSymlinks: true,
            filter: (source) => !elsewhere.includes(basename(source)),
          }),
      ],
    })
    if (folder === undefined) throw new Error('The packager made nothing.')
    // Made among temporary files, it is open to its maker alone; an app is for everybody on the computer.
    await chmod(folder, 0o755)
    await setFuses(folder)
    await letRootsHelperSandbox(folder)
    return folder
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
