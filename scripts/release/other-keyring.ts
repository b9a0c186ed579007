import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keyring } from '../cli/bundle.ts'
import { runTool } from '../dist/run-tool.ts'
import { downloadRegistryPackage } from '../runtime/registry-package.ts'

/**
 * Puts the keychain's native code for another processor of macOS beside that of this one, as the lockfile has it: npm installs this
 * computer's alone, and a universal app needs both. Takes the project's folder, and `into`, a folder of packages.
 */
export async function addOtherKeyring(root: string, processor: 'arm64' | 'x64', into: string): Promise<void> {
  const name = `${keyring}-darwin-${processor}`
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'))
  const { version, integrity } = packages[`node_modules/${name}`]
  const work = await mkdtemp(join(tmpdir(), 'gazelle-keeper-keyring-'))
  try {
    const tarball = await downloadRegistryPackage({ spec: `${name}@${version}`, integrity }, work, root)
    const folder = join(into, name)
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    await runTool('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'])
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
