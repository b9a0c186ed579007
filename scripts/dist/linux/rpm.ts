import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Archiving } from '../archiving.ts'
import { packageNames, version } from '../packages.ts'
import { runTool } from '../run-tool.ts'
import type { PackageKind } from './control.ts'
import { zshCompletion } from './lay-out-command-line.ts'
import { rpmSpec } from './rpm-spec.ts'
import { entriesOf, settle } from './tree.ts'

/** Where zsh looks for completions on systems with rpm. */
const zshElsewhere = 'usr/share/zsh/site-functions'

/** Makes an rpm of a tree in the folder `out`, and gives its file. Rejects with rpmbuild's output. */
export async function makeRpm(
  kind: PackageKind,
  tree: string,
  out: string,
  { epoch, strength }: Archiving,
): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), 'gazelle-keeper-rpm-'))
  try {
    // Its own copy, of links to the same files: what is Debian's alone goes, and zsh's is elsewhere.
    const own = join(work, 'tree')
    await runTool('cp', ['-al', tree, own])
    await rm(join(own, 'usr/share/lintian'), { recursive: true, force: true })
    if (kind === 'commandLine') {
      await mkdir(dirname(join(own, zshElsewhere)), { recursive: true })
      await rename(join(own, zshCompletion), join(own, zshElsewhere))
    }
    await settle(own, epoch)
    const spec = join(work, `${packageNames[kind]}.spec`)
    await writeFile(
      spec,
      rpmSpec(kind, { version, tree: own, files: await filesOf(own, kind), epoch, zstd: strength.zstd }),
    )
    const top = ['--define', `_topdir ${join(work, 'top')}`]
    await runTool('rpmbuild', ['-bb', ...top, spec], { SOURCE_DATE_EPOCH: String(epoch) })
    const made = join(work, 'top/RPMS')
    const [file] = (await readdir(made, { recursive: true })).filter((name) => name.endsWith('.rpm'))
    if (file === undefined) throw new Error('rpmbuild made nothing.')
    const target = join(out, file.slice(file.indexOf('/') + 1))
    await runTool('cp', [join(made, file), target])
    return target
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Every file, and those folders that no other package has: they are to go when the package does. */
async function filesOf(tree: string, kind: PackageKind): Promise<string[]> {
  const ownFolders = [`usr/lib/${packageNames[kind]}`, `usr/share/doc/${packageNames[kind]}`]
  const isOwn = (path: string) => ownFolders.some((folder) => path === folder || path.startsWith(`${folder}/`))
  return (await entriesOf(tree)).flatMap(({ path, kind: what }) => {
    if (what !== 'folder') return [`/${path}`]
    return isOwn(path) ? [`/${path}/`] : []
  })
}
