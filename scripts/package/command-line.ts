import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Where the archive's unpacked part has the command line, from the folder of resources. */
const program = 'app.asar.unpacked/out/cli/gazelle-keeper.cjs'

const forPosix = `#!/bin/sh
# gazelle-keeper, run by the Node that the app brings. A link to this file may lie in any folder of PATH.
resources=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
exec "$resources/cli/node" "$resources/${program}" "$@"
`

const forWindows = `@"%~dp0node.exe" "%~dp0..\\${program.replaceAll('/', '\\')}" %*\r\n`

/**
 * Lays out the folder "cli" of the app's resources below `folder`: what starts the command line, and the Node that runs it.
 * Takes the project's folder, whose package `node` is of this computer's system. Gives the folder "cli".
 */
export async function layOutCommandLine(root: string, folder: string): Promise<string> {
  const isWindows = process.platform === 'win32'
  const node = isWindows ? 'node.exe' : 'node'
  const ofPackage = dirname(createRequire(join(root, 'package.json')).resolve('node/package.json'))
  const cli = join(folder, 'cli')
  await mkdir(cli)
  await copyFile(join(ofPackage, 'bin', node), join(cli, node))
  const launcher = join(cli, isWindows ? 'gazelle-keeper.cmd' : 'gazelle-keeper')
  await writeFile(launcher, isWindows ? forWindows : forPosix)
  for (const file of [join(cli, node), launcher]) await chmod(file, 0o755)
  return cli
}
