import { mkdir, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { buildCommandLinePackage, buildEdgePackage, buildPackage, packageFolder } from './npm/build.ts'
import { packTarball } from './npm/tarball.ts'

// `npm run pack`: the package of the library and the command line; the command line alone, to be unpacked; and what runs without a
// computer of one's own, as tarballs in out/npm, each with its SHA-256.

const root = resolve(import.meta.dirname, '..')
const library = join(root, packageFolder)
const out = dirname(library)
const commandLine = join(out, 'gazelle-keeper-cli')
const edge = join(out, 'gazelle-keeper-edge')

await rm(out, { recursive: true, force: true })
await mkdir(out, { recursive: true })
await buildPackage(root, library)
await buildCommandLinePackage(root, commandLine)
await buildEdgePackage(root, edge)
for (const folder of [library, commandLine, edge]) {
  const { filename, size, unpackedSize } = await packTarball(folder, out)
  console.log(`${join(out, filename)}: ${kilobytes(size)}, unpacked ${kilobytes(unpackedSize)}`)
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`
}
