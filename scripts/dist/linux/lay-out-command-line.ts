import { execFileSync } from 'node:child_process'
import { chmod, cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { scriptFor } from '../../../src/cli/completion/script.ts'
import { allLanguages, languageOfDocuments } from '../../../src/shared/catalogue/languages.ts'
import { cliFile, manFile } from '../../cli/build.ts'
import { layOutCommandLine } from '../../package/command-line.ts'
import { isPacked } from '../../package/packed-files.ts'
import { sbomOf } from '../../supply/sbom.ts'
import { noticesOf, shippedWorks } from '../../supply/works.ts'
import { packageNames } from '../packages.ts'
import { layOutDocuments } from './documents.ts'
import { overridesFor } from './overrides.ts'
import { put } from './tree.ts'

const { commandLine: name } = packageNames

/** The folder of the command line's program, below the root of a system. */
export const commandLineFolder = `usr/lib/${name}`

/** Where zsh looks for completions on Debian; others look elsewhere, see rpm.ts. */
export const zshCompletion = 'usr/share/zsh/vendor-completions'

/**
 * Lays out the command line as it is installed on a Linux system, with the Node that runs it: below `tree`, which stands for "/".
 * Takes the project's folder, already built, and the version of the Electron that the app of the same build has.
 */
export async function layOutCommandLineTree(options: {
  root: string
  electron: string
  tree: string
  epoch: number
}): Promise<void> {
  const { root, electron, tree, epoch } = options
  const folder = join(tree, commandLineFolder)
  await mkdir(folder, { recursive: true })
  const cli = await layOutCommandLine(root, folder, cliFile)
  // What only a debugger reads: a fifth of it. It was compared with its checksum before.
  execFileSync('strip', ['--strip-unneeded', join(cli, 'node')])
  await cp(join(root, dirname(cliFile)), join(folder, dirname(cliFile)), {
    recursive: true,
    filter: (source) => !source.endsWith('/man'),
  })
  await withoutInterpreter(join(folder, cliFile))
  const native = 'node_modules/@napi-rs'
  await cp(join(root, native), join(folder, native), {
    recursive: true,
    filter: (source) => isPacked(source.slice(root.length)),
  })
  await mkdir(join(folder, 'licences'))
  await writeFile(join(folder, 'licences/packages.txt'), noticesOf(shippedWorks(root)))
  const sbom = JSON.stringify(sbomOf(root, electron, new Date(epoch * 1000)), null, 2)
  await writeFile(join(folder, 'sbom.cdx.json'), sbom)

  await mkdir(join(tree, 'usr/bin'))
  await symlink(`../lib/${name}/cli/${name}`, join(tree, 'usr/bin', name))
  for (const language of allLanguages) {
    const built = manFile(language)
    const below = built.slice(built.indexOf('man/'))
    await put(tree, `usr/share/${below}.gz`, await readFile(join(root, built)))
  }
  // The shell has one file for everybody, whichever language each of them speaks.
  await put(tree, `usr/share/bash-completion/completions/${name}`, scriptFor('bash', languageOfDocuments))
  await put(tree, `${zshCompletion}/_${name}`, scriptFor('zsh', languageOfDocuments))
  await put(tree, `usr/share/fish/vendor_completions.d/${name}.fish`, scriptFor('fish', languageOfDocuments))
  const notices = `/${commandLineFolder}/licences/packages.txt`
  await layOutDocuments('commandLine', { root, tree, epoch, notices, more: [`/${commandLineFolder}/cli/LICENSE`] })
  await put(tree, `usr/share/lintian/overrides/${name}`, overridesFor('commandLine'))
}

/** The launcher names the Node that runs it. A first line that asks for the system's would make that a dependency. */
async function withoutInterpreter(program: string): Promise<void> {
  const text = await readFile(program, 'utf8')
  await writeFile(program, text.replace(/^#!.*\n/, ''))
  await chmod(program, 0o644)
}
