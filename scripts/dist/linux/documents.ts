import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packageNames, version } from '../packages.ts'
import { copyright, debianChangelog, type PackageKind } from './control.ts'
import { put } from './tree.ts'

/** Lays out the folder of documents that a package has on a Linux system. `notices`: where those of others are installed. */
export async function layOutDocuments(
  kind: PackageKind,
  options: { root: string; tree: string; epoch: number; notices: string; more?: readonly string[] },
): Promise<void> {
  const { root, tree, epoch, notices, more = [] } = options
  const folder = `usr/share/doc/${packageNames[kind]}`
  const ownLicence = await readFile(join(root, 'LICENSE'), 'utf8')
  await put(tree, `${folder}/copyright`, copyright([notices, ...more], ownLicence))
  await put(tree, `${folder}/changelog.gz`, debianChangelog(kind, version, epoch))
  await put(tree, `${folder}/NEWS.gz`, await readFile(join(root, 'CHANGELOG.md')))
}
