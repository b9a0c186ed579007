import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { keptPrefix, keptVariables } from '../../src/cli/configuration/kept-variables.ts'
import { checkNode } from './node-binaries.ts'
import { licenceOfNode } from './notices.ts'

/** Where the program of the command line lies in the packed app: in the archive's unpacked part, below the folder of resources. */
const besideArchive = 'app.asar.unpacked/out/cli/gazelle-keeper.cjs'

const keptByShell = (name: string) =>
  `if [ -n "\${${name}+set}" ]; then export ${keptPrefix}${name}="$${name}"; unset ${name}; fi`

const forPosix = (program: string) => `#!/bin/sh
# gazelle-keeper, run by the Node that the app brings. A link to this file may lie in any folder of PATH.
resources=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
# What would make Node run, trust or write something else is not for this one. "run" hands it on to its program.
${keptVariables.map(keptByShell).join('\n')}
exec "$resources/cli/node" "$resources/${program}" "$@"
`

/** On Windows not even a program of "run" gets them: the command shell would execute commands inside a value that it copies. */
const forWindows = (program: string) =>
  [
    '@echo off',
    'setlocal',
    ...keptVariables.map((name) => `set ${name}=`),
    `"%~dp0node.exe" "%~dp0..\\${program.replaceAll('/', '\\')}" %*`,
    '',
  ].join('\r\n')

/**
 * Lays out the folder "cli" of the app's resources below `folder`: the launcher of the command line, and the Node that runs it
 * with its licence. Takes the project's folder, whose package `node` must be for this computer's system, and the path below
 * `folder` of the program that it runs. Gives the folder "cli".
 */
export async function layOutCommandLine(root: string, folder: string, program = besideArchive): Promise<string> {
  const isWindows = process.platform === 'win32'
  const node = isWindows ? 'node.exe' : 'node'
  const ofPackage = dirname(createRequire(join(root, 'package.json')).resolve('node/package.json'))
  const cli = join(folder, 'cli')
  await mkdir(cli)
  await copyFile(join(ofPackage, 'bin', node), join(cli, node))
  await checkNode(join(cli, node))
  await copyFile(licenceOfNode(root), join(cli, 'LICENSE'))
  const launcher = join(cli, isWindows ? 'gazelle-keeper.cmd' : 'gazelle-keeper')
  await writeFile(launcher, isWindows ? forWindows(program) : forPosix(program))
  for (const file of [join(cli, node), launcher]) await chmod(file, 0o755)
  return cli
}
