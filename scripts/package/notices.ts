import { existsSync, readdirSync } from 'node:fs'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { noticesOf, shippedWorks } from '../supply/works.ts'

/** The notices of Chromium and its components, by their file name in an Electron's folder. */
export const chromiumNotices = 'LICENSES.chromium.html'
/** Electron's own licence, as its releases name it, and as applications that contain it do. */
const electronLicences = ['LICENSE', 'LICENSE.electron.txt']

/**
 * Lays out the folder "licences" of the app's resources below `folder`: the notices of everything that ships. Takes the project's
 * folder and that of the packed Electron. Gives the folder; throws if a work has no notice.
 */
export async function layOutNotices(root: string, electron: string, folder: string): Promise<string> {
  const licences = join(folder, 'licences')
  await mkdir(licences)
  await copyFile(one(electron, electronLicences), join(licences, 'LICENSE.electron.txt'))
  await copyFile(one(electron, [chromiumNotices]), join(licences, chromiumNotices))
  await copyFile(licenceOfNode(root), join(licences, 'LICENSE.node.txt'))
  await writeFile(join(licences, 'packages.txt'), noticesOf(shippedWorks(root)))
  return licences
}

/** The licence of the Node that ships: the package `node` installs this system's package below itself. */
export function licenceOfNode(root: string): string {
  const inside = join(dirname(createRequire(join(root, 'package.json')).resolve('node/package.json')), 'node_modules')
  const names = readdirSync(inside).filter((name) => /^node-(bin-)?(linux|darwin|win)/.test(name))
  return one(
    inside,
    names.map((name) => join(name, 'LICENSE')),
  )
}

function one(folder: string, names: readonly string[]): string {
  const found = names.map((name) => join(folder, name)).find((file) => existsSync(file))
  if (found === undefined) throw new Error(`There is no ${names.join(' or ')} in ${folder}, and it must ship.`)
  return found
}
