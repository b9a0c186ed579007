import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** What npm tells of a package that it has packed. */
export interface Packed {
  readonly filename: string
  /** Of the tarball, and of what is in it, in bytes. */
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string }[]
}

/** Packs the package in `folder` with npm into `into`, and writes its SHA-256 beside it, as `sha256sum --check` reads it. */
export async function packTarball(folder: string, into: string): Promise<Packed> {
  const { stdout } = await promisify(execFile)(
    'npm',
    ['pack', folder, '--json', '--ignore-scripts', '--offline', '--loglevel=error', '--pack-destination', into],
    { shell: process.platform === 'win32' },
  )
  // npm up to 11 answers with an array, later ones with an object by package name.
  const [packed] = Object.values(JSON.parse(stdout)) as Packed[]
  if (packed === undefined) throw new Error('npm pack made no tarball.')
  const tarball = join(into, packed.filename)
  const digest = createHash('sha256')
    .update(await readFile(tarball))
    .digest('hex')
  await writeFile(`${tarball}.sha256`, `${digest}  ${packed.filename}\n`)
  return packed
}
