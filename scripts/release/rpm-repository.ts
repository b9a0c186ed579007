import { copyFile, mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { runTool } from '../dist/run-tool.ts'
import type { SigningKey } from './signing-key.ts'

/**
 * Lays out a repository for dnf, yum and zypper of packages that are signed already, in `folder`: its list is signed too. `epoch`: the
 * time that it is of, in seconds since 1970. Rejects with the output of a tool.
 */
export async function makeRpmRepository(
  rpms: readonly string[],
  folder: string,
  key: SigningKey,
  epoch: number,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const rpm of rpms) await copyFile(rpm, join(folder, basename(rpm)))
  const always = ['--no-database', '--revision', String(epoch), '--set-timestamp-to-revision']
  await runTool('createrepo_c', ['--quiet', ...always, folder])
  await key.sign(join(folder, 'repodata/repomd.xml'))
  await key.writePublic(join(folder, 'gazelle-keeper.asc'), 'ascii')
}
