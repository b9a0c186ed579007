import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import manifest from '../package.json' with { type: 'json' }
import { build } from './build.ts'
import { buildCli } from './cli/build.ts'
import { buildEdge } from './edge/build.ts'
import { editionFor } from './package/edition-for.ts'
import { packageApp } from './package/package-app.ts'
import { resolveElectron } from './runtime/resolve-electron.ts'
import { sbomOf } from './supply/sbom.ts'

// `npm run package`: the app as it is installed, for this computer's system, in out/package. `npm run package -- --for-trying`
// accepts an Electron that is too old to ship; the resulting app takes no real connection.

const root = resolve(import.meta.dirname, '..')

async function packageForThisSystem(): Promise<void> {
  const { values } = parseArgs({ options: { 'for-trying': { type: 'boolean', default: false } } })
  const runtime = await resolveElectron({ say: console.log })
  const edition = editionFor(runtime.version, values['for-trying'], root)
  await build(root)
  await buildCli(root)
  await buildEdge(root)
  const out = join(root, 'out/package')
  const folder = await packageApp({ root, runtime, out, ...(edition === undefined ? {} : { edition }) })
  const sbom = join(out, `${manifest.name}.cdx.json`)
  await writeFile(sbom, JSON.stringify(sbomOf(root, runtime.version), null, 2))
  console.log(`The packaged app: ${folder}`)
  console.log(`What it consists of: ${sbom}`)
  if (edition !== undefined) console.log('For trying only: it takes no real connection. Do not give it to anybody.')
}

packageForThisSystem().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
