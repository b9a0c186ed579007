import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Archiving } from '../archiving.ts'
import { packageNames, version } from '../packages.ts'
import { runTool } from '../run-tool.ts'
import { control, debianVersion, type PackageKind } from './control.ts'
import { dependsOn, needsOf } from './dependencies.ts'
import { elfFilesOf, entriesOf, settle } from './tree.ts'

/** Debian's words for processors. */
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64', arm: 'armhf' }

/** Libraries that a program of the tree opens while it runs, so that its file does not name them. */
const openedLate: Readonly<Record<PackageKind, readonly string[]>> = {
  app: ['libgtk-3.so.0', 'libsecret-1.so.0', 'libnotify.so.4'],
  commandLine: [],
}

/**
 * Makes a Debian package of a tree in the folder `out`, and gives its file. It has no scripts that run when it is installed or
 * removed: Debian's own triggers know menus, icons and manual pages. Rejects with dpkg-deb's output.
 */
export async function makeDeb(
  kind: PackageKind,
  tree: string,
  out: string,
  { epoch, strength }: Archiving,
): Promise<string> {
  const architecture = architectures[process.arch]
  if (architecture === undefined) throw new Error(`Debian's word for ${process.arch} is not known: add it to deb.ts.`)
  const entries = await entriesOf(tree)
  const files = entries.filter((entry) => entry.kind === 'file')
  const needs = needsOf(await elfFilesOf(tree))
  const depends = dependsOn({ ...needs, libraries: [...needs.libraries, ...openedLate[kind]] })
  // As dpkg-gencontrol counts: each file in whole KiB, and one for everything else.
  const installedSize = entries.reduce(
    (sum, entry) => sum + (entry.kind === 'file' ? Math.ceil(entry.size / 1024) : 1),
    0,
  )

  const meta = join(tree, 'DEBIAN')
  await mkdir(meta)
  await writeFile(join(meta, 'control'), control(kind, { version, architecture, depends, installedSize }))
  const sums = await Promise.all(files.map(async ({ path }) => `${await md5(join(tree, path))}  ${path}\n`))
  await writeFile(join(meta, 'md5sums'), sums.join(''))
  await settle(tree, epoch)
  const file = join(out, `${packageNames[kind]}_${debianVersion(version)}_${architecture}.deb`)
  try {
    await runTool(
      'dpkg-deb',
      ['--root-owner-group', ...(strength.xz === 0 ? ['-Znone'] : ['-Zxz', `-z${strength.xz}`]), '--build', tree, file],
      {
        SOURCE_DATE_EPOCH: String(epoch),
      },
    )
  } finally {
    await rm(meta, { recursive: true })
    await settle(tree, epoch)
  }
  return file
}

const md5 = async (file: string) =>
  createHash('md5')
    .update(await readFile(file))
    .digest('hex')
