import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type OfficialArch, type OfficialPlatform, packager } from '@electron/packager'
import { type Edition, editionFile } from '../../src/main/start/edition.ts'
import { appId } from '../../src/shared/app-id.ts'
import { linkScheme } from '../../src/shared/sign-in-link.ts'
import { letRootsHelperSandbox } from '../runtime/chrome-sandbox.ts'
import type { ElectronRuntime } from '../runtime/electron-runtime.ts'
import { layOutCommandLine } from './command-line.ts'
import { setFuses } from './fuses.ts'
import { isLocaleLeftOut } from './locales.ts'
import { executableName, productName } from './names.ts'
import { chromiumNotices, layOutNotices } from './notices.ts'
import { isPacked, unpacked } from './packed-files.ts'

export interface PackageOptions {
  /** The project's folder, already built. */
  readonly root: string
  /** The Electron to pack: nothing is fetched. */
  readonly runtime: ElectronRuntime
  /** The folder of the packaged app; replaces an earlier one. */
  readonly out: string
  /** The extra abilities of a package that is not given away. The app that ships has none. */
  readonly edition?: Partial<Edition>
  /** Whether the command line comes along, with a Node of its own; it does unless this is false. */
  readonly hasCommandLine?: boolean
}

/** The files of an Electron's folder that an app has elsewhere, or not at all. */
const elsewhere = ['LICENSE', 'LICENSE.electron.txt', chromiumNotices, 'gazelle-keeper-dist.json']

/** An empty zip archive. */
const emptyZip = Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex')

/**
 * Packs the built app with an Electron on the disk, for this computer's system: the app in an archive, the command line beside
 * it, the fuses set. Gives the folder. Rejects with the packager's error.
 */
export async function packageApp({
  root,
  runtime,
  out,
  edition,
  hasCommandLine = true,
}: PackageOptions): Promise<string> {
  const platform = process.platform as OfficialPlatform
  const arch = process.arch as OfficialArch
  // Not below the project, which is copied.
  const work = await mkdtemp(join(tmpdir(), 'gazelle-keeper-package-'))
  try {
    // The packager wants Electron as a zip; ours is unpacked already, and is copied in once the packager has opened an empty one.
    await writeFile(join(work, `electron-v${runtime.version}-${platform}-${arch}.zip`), emptyZip)
    const commandLine = hasCommandLine ? [await layOutCommandLine(root, work)] : []
    const notices = await layOutNotices(root, runtime.distFolder, work)
    const [folder] = await packager({
      dir: root,
      out,
      tmpdir: join(work, 'packager'),
      overwrite: true,
      quiet: true,
      name: productName,
      executableName,
      appBundleId: appId,
      appCategoryType: 'public.app-category.business',
      // macOS reads it in the bundle; on the other systems the app registers itself (src/main/system/link-handler.ts).
      protocols: [{ name: productName, schemes: [linkScheme] }],
      platform,
      arch,
      electronVersion: runtime.version,
      electronZipDir: work,
      ignore: (path) => !isPacked(path, hasCommandLine),
      asar: { unpack: unpacked },
      extraResource: [...commandLine, notices],
      afterCopy:
        edition === undefined
          ? []
          : [({ buildPath }) => writeFile(join(buildPath, editionFile), JSON.stringify(edition))],
      afterExtract: [
        ({ buildPath }) =>
          cp(runtime.distFolder, buildPath, {
            recursive: true,
            verbatimSymlinks: true,
            filter: (source) => !elsewhere.includes(basename(source)) && !isLocaleLeftOut(source),
          }),
      ],
    })
    if (folder === undefined) throw new Error('The packager made nothing.')
    // A folder made among temporary files is open to its maker alone, but an app is for everybody on the computer.
    await chmod(folder, 0o755)
    await setFuses(folder)
    await letRootsHelperSandbox(folder)
    return folder
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
