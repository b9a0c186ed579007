import { chmod, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appId, desktopEntryName } from '../../../src/shared/app-id.ts'
import type { Archiving } from '../archiving.ts'
import { packageNames, version } from '../packages.ts'
import { runTool } from '../run-tool.ts'
import { installedDesktopEntry } from './desktop-entry.ts'
import { settle } from './tree.ts'

/** AppImage's words for processors. */
const architectures: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' }

/** A block of the file system: the runtime before it fills whole ones. */
const block = 4096

/**
 * Takes the place of AppImage's runtime where that is not at hand, for trying only: it unpacks where the runtime mounts, and needs
 * unsquashfs.
 */
const standIn = `#!/bin/sh
# Not AppImage's runtime: unpacks the program, and runs it. For trying only.
image=$(readlink -f -- "$0")
if [ "$1" = --appimage-extract ]; then exec unsquashfs -q -o ${block} -d squashfs-root "$image"; fi
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
unsquashfs -q -n -o ${block} -d "$folder/root" "$image" >/dev/null || exit 1
APPIMAGE=$image APPDIR=$folder/root "$folder/root/AppRun" "$@"
exit
`

/** The first bytes of an AppImage: AppImage's own runtime from a file, or the stand-in. */
export async function runtimeOf(named: string | undefined, isForTrying: boolean): Promise<Buffer> {
  if (named) return await readFile(named)
  if (!isForTrying)
    throw new Error(
      'An AppImage begins with AppImage’s runtime, which is on no package registry: name its file with GAZELLE_KEEPER_APPIMAGE_RUNTIME, ' +
        'or leave the AppImage out with --formats deb,rpm,tar.',
    )
  const text = Buffer.from(standIn)
  return Buffer.concat([text, Buffer.alloc(block - text.length, '\n')])
}

/** Makes an AppImage of the app's tree in the folder `out`, and gives its file. Rejects with mksquashfs' output. */
export async function makeAppImage(
  tree: string,
  out: string,
  { epoch, strength }: Archiving,
  runtime: Buffer,
): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), 'gazelle-keeper-appimage-'))
  try {
    const folder = join(work, 'AppDir')
    await runTool('cp', ['-al', tree, folder])
    await rm(join(folder, 'usr/share/lintian'), { recursive: true, force: true })
    await symlink(`usr/bin/${packageNames.app}`, join(folder, 'AppRun'))
    await writeFile(join(folder, desktopEntryName), installedDesktopEntry(packageNames.app))
    await symlink(`usr/share/icons/hicolor/256x256/apps/${appId}.png`, join(folder, `${appId}.png`))
    await symlink(`${appId}.png`, join(folder, '.DirIcon'))
    await settle(folder, epoch)
    const system = join(work, 'system.squashfs')
    const times = ['-all-time', String(epoch), '-mkfs-time', String(epoch)]
    await runTool(
      'mksquashfs',
      [
        folder,
        system,
        '-quiet',
        '-no-progress',
        '-noappend',
        '-all-root',
        '-no-xattrs',
        '-comp',
        'zstd',
        '-Xcompression-level',
        String(strength.zstd),
        ...times,
      ],
      { SOURCE_DATE_EPOCH: undefined },
    )
    const architecture = architectures[process.arch] ?? process.arch
    const file = join(out, `${packageNames.app}-${version}-${architecture}.AppImage`)
    await writeFile(file, Buffer.concat([runtime, await readFile(system)]))
    await chmod(file, 0o755)
    return file
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
