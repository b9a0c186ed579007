import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import { sourceDateEpoch } from '../dist/epoch.ts'
import { sbomOf } from '../supply/sbom.ts'
import { ensureTools } from '../system/ensure-system.ts'
import { releaseTools } from '../system/parts.ts'
import { collectRelease } from './collect-release.ts'
import { systemsIn } from './files.ts'

// `npm run release:collect`: makes of what the builds have handed over, in out/release/built, what a release consists of, in
// out/release/files. GAZELLE_KEEPER_SYSTEMS names the systems (all where it is empty), GAZELLE_KEEPER_SIGNING_KEY holds the key.

const root = resolve(import.meta.dirname, '../..')

async function collect(): Promise<void> {
  ensureTools(releaseTools, console.log)
  const epoch = sourceDateEpoch(root)
  await collectRelease({
    built: join(root, 'out/release/built'),
    out: join(root, 'out/release/files'),
    notes: join(root, 'out/release/notes.md'),
    version: manifest.version,
    systems: systemsIn(process.env['GAZELLE_KEEPER_SYSTEMS']),
    changelog: await readFile(join(root, 'CHANGELOG.md'), 'utf8'),
    sbom: sbomOf(root, manifest.devDependencies.electron, new Date(epoch * 1000)),
    epoch,
    env: process.env,
    say: console.log,
  })
}

collect().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
