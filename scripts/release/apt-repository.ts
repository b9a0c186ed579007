import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { runTool } from '../dist/run-tool.ts'
import type { SigningKey } from './signing-key.ts'

/** What stands in the line by which people add the repository. */
const suite = 'stable'
const component = 'main'

/** Checksums that nobody should trust help nobody. */
const withoutWeak = ['MD5', 'SHA1'].flatMap((name) => ['-o', `APT::FTPArchive::${name}=false`])

/**
 * Lays out a repository for apt of Debian packages, signed, in `folder`: what a web server hands out as it is. `epoch`: the time that
 * it is of, in seconds since 1970. Rejects with the output of a tool.
 */
export async function makeAptRepository(
  debs: readonly string[],
  folder: string,
  key: SigningKey,
  epoch: number,
): Promise<void> {
  const pool = join('pool', component)
  const dists = join('dists', suite)
  await mkdir(join(folder, pool), { recursive: true })
  for (const deb of debs) await copyFile(deb, join(folder, pool, basename(deb)))
  const named = await Promise.all(debs.map((deb) => runTool('dpkg-deb', ['--field', deb, 'Architecture'])))
  const architectures = [...new Set(named.map((name) => name.trim()))].sort()
  for (const architecture of architectures) {
    const place = join(folder, dists, component, `binary-${architecture}`)
    await mkdir(place, { recursive: true })
    const list = await runTool('apt-ftparchive', [...withoutWeak, '--arch', architecture, 'packages', pool], {}, folder)
    await writeFile(join(place, 'Packages'), list)
    await writeFile(join(place, 'Packages.gz'), gzipSync(list, { level: 9 }))
  }
  const fields = {
    Origin: 'Gazelle Keeper',
    Label: 'Gazelle Keeper',
    Suite: suite,
    Codename: suite,
    Components: component,
    Architectures: architectures.join(' '),
  }
  const options = Object.entries(fields).flatMap(([name, value]) => [
    '-o',
    `APT::FTPArchive::Release::${name}=${value}`,
  ])
  const said = await runTool('apt-ftparchive', [...withoutWeak, ...options, 'release', dists], {}, folder)
  const release = join(folder, dists, 'Release')
  await writeFile(
    release,
    said.replace(/^Date: .*$/m, `Date: ${new Date(epoch * 1000).toUTCString().replace('GMT', '+0000')}`),
  )
  await key.sign(release, join(folder, dists, 'Release.gpg'))
  await key.signInline(release, join(folder, dists, 'InRelease'))
  await key.writePublic(join(folder, 'gazelle-keeper.asc'), 'ascii')
}
