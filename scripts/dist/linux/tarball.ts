import { join } from 'node:path'
import type { Archiving } from '../archiving.ts'
import { packageNames, version } from '../packages.ts'
import { runTool } from '../run-tool.ts'
import type { PackageKind } from './control.ts'

/**
 * Packs the folder of a program, which runs wherever it is unpacked, as a tarball in the folder `out`, and gives its file. Takes the
 * tree that it is installed in.
 */
export async function makeTarball(kind: PackageKind, tree: string, out: string, archiving: Archiving): Promise<string> {
  const name = `${packageNames[kind]}-${version}-linux-${process.arch}`
  const file = join(out, `${name}.tar.xz`)
  await packFolder(join(tree, 'usr/lib'), packageNames[kind], file, archiving, name)
  return file
}

/** Packs a folder below `parent`, by another name if one is given: always the same bytes for the same files. */
export async function packFolder(
  parent: string,
  folder: string,
  file: string,
  { epoch, strength }: Archiving,
  name = folder,
): Promise<void> {
  const order = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', `--mtime=@${epoch}`, '--format=gnu']
  const renamed = `--transform=flags=r;s,^${folder},${name},`
  // Of two threads or more xz makes the same, of one alone something else.
  await runTool('tar', [...order, renamed, '-C', parent, '-I', `xz -${strength.xz} -T2`, '-cf', file, folder])
}
