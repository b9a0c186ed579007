import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import { layOutNotices } from '../../package/notices.ts'
import type { ElectronRuntime } from '../../runtime/electron-runtime.ts'
import { runTool } from '../run-tool.ts'
import { electronBuilderConfig } from './electron-builder.ts'
import { checkSigning } from './signing.ts'

const iconPixels = 1024

/** Where electron-builder is installed, below the project's folder. */
export const electronBuilderFolder = '.ci/electron-builder'

/**
 * Makes the installer for Windows, or disk image and zip for macOS, in out/dist: by electron-builder, which fetches its tools for that
 * and so is no dependency of the project; it has a lockfile of its own, by which `npm run release:tools` installs it. Takes the project's
 * folder, already built. Throws without it.
 */
export async function distForOthers(root: string, runtime: ElectronRuntime): Promise<void> {
  const program = join(root, electronBuilderFolder, 'node_modules/electron-builder/cli.js')
  if (!existsSync(program))
    throw new Error(
      'Installers for Windows and macOS are made by electron-builder. Type this, then try again: npm run release:tools',
    )
  checkSigning(process.platform, process.env)
  const work = join(root, 'out/dist-work')
  await rm(work, { recursive: true, force: true })
  await mkdir(work, { recursive: true })
  const notices = await layOutNotices(root, runtime.distFolder, work)
  const icon = join(work, 'icon.png')
  const drawing = await readFile(join(root, 'resources/app.svg'), 'utf8')
  await writeFile(icon, new Resvg(drawing, { fitTo: { mode: 'width', value: iconPixels } }).render().asPng())
  const config = join(work, 'electron-builder.json')
  await writeFile(config, JSON.stringify(electronBuilderConfig(runtime.version, notices, icon), null, 2))
  const target = process.platform === 'darwin' ? '--mac' : '--win'
  await runTool(process.execPath, [program, target, '--publish', 'never', '--config', config], {}, root)
}
