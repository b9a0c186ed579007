import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { prepareRelease } from './release/prepare.ts'

// `npm run release -- 0.2.0`: makes the commit and the tag of a version in this clone, and says what to push. The tag's push starts the
// workflow that builds the release (docs/release.md). `--dry-run` changes nothing.

const usage = 'Name the version: npm run release -- 1.2.3 [--dry-run]'

async function release(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean', default: false } },
  })
  const [version] = positionals
  if (version === undefined || positionals.length > 1) throw new Error(usage)
  await prepareRelease({
    root: resolve(import.meta.dirname, '..'),
    version,
    day: new Date().toISOString().slice(0, 10),
    isDryRun: values['dry-run'],
    say: console.log,
  })
}

release().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
