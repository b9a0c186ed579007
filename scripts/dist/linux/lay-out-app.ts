import { mkdir, readFile, rename, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import type { Edition } from '../../../src/main/start/edition.ts'
import { appId, desktopEntryName } from '../../../src/shared/app-id.ts'
import { executableName } from '../../package/names.ts'
import { packageApp } from '../../package/package-app.ts'
import type { ElectronRuntime } from '../../runtime/electron-runtime.ts'
import { sbomOf } from '../../supply/sbom.ts'
import { packageNames, version } from '../packages.ts'
import { appManual } from './app-manual.ts'
import { installedDesktopEntry } from './desktop-entry.ts'
import { layOutDocuments } from './documents.ts'
import { metainfo } from './metainfo.ts'
import { overridesFor } from './overrides.ts'
import { put } from './tree.ts'

/** The folder of the app's program, below the root of a system. */
export const appFolder = `usr/lib/${packageNames.app}`

/** The sizes of icons that desktops look for, in pixels; all others they make of the drawing. */
const iconSizes = [16, 24, 32, 48, 64, 128, 256, 512]

/**
 * Lays out the app as it is installed on a Linux system: below `tree`, which stands for "/". Takes the project's folder, already
 * built, the Electron to pack, the edition of a package that is not given away, and the time that everything is from.
 */
export async function layOutApp(options: {
  root: string
  runtime: ElectronRuntime
  tree: string
  edition: Partial<Edition> | undefined
  epoch: number
}): Promise<void> {
  const { root, runtime, tree, edition, epoch } = options
  const packed = await packageApp({
    root,
    runtime,
    out: `${tree}-packed`,
    hasCommandLine: false,
    ...(edition === undefined ? {} : { edition }),
  })
  await mkdir(join(tree, 'usr/lib'), { recursive: true })
  await rename(packed, join(tree, appFolder))
  const day = new Date(epoch * 1000)
  const sbom = JSON.stringify(sbomOf(root, runtime.version, day), null, 2)
  await writeFile(join(tree, appFolder, 'resources/sbom.cdx.json'), sbom)

  await mkdir(join(tree, 'usr/bin'))
  await symlink(`../lib/${packageNames.app}/${executableName}`, join(tree, 'usr/bin', packageNames.app))
  const entry = installedDesktopEntry(`/usr/bin/${packageNames.app}`)
  await put(tree, `usr/share/applications/${desktopEntryName}`, entry)
  await put(tree, `usr/share/metainfo/${appId}.metainfo.xml`, metainfo(version, day.toISOString().slice(0, 10)))
  await put(tree, `usr/share/man/man1/${packageNames.app}.1.gz`, appManual())
  await layOutIcons(root, tree)
  await layOutDocuments('app', { root, tree, epoch, notices: `/${appFolder}/resources/licences/` })
  await put(tree, `usr/share/lintian/overrides/${packageNames.app}`, overridesFor('app'))
}

async function layOutIcons(root: string, tree: string): Promise<void> {
  const drawing = await readFile(join(root, 'resources/app.svg'))
  const icons = 'usr/share/icons/hicolor'
  await put(tree, `${icons}/scalable/apps/${appId}.svg`, drawing)
  for (const size of iconSizes) {
    const image = new Resvg(drawing.toString(), { fitTo: { mode: 'width', value: size } }).render().asPng()
    await put(tree, `${icons}/${size}x${size}/apps/${appId}.png`, image)
  }
}
