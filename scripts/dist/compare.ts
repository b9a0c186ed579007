import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runTool } from './run-tool.ts'

// `npm run dist:compare`: makes the packages of the last commit twice, in two folders, and compares their checksums. Hardly compressed:
// how hard makes no difference to what could differ. `--formats deb` compares these alone.

const root = resolve(import.meta.dirname, '../..')

/** The checksums of the packages that are made in a clone of the project in this folder. */
async function sumsIn(folder: string, formats: string): Promise<string> {
  await runTool('git', ['clone', '--quiet', root, folder])
  const modules = join(root, 'node_modules')
  // Links to the same files, where the disk is the same.
  await runTool('cp', ['-al', modules, folder]).catch(() => runTool('cp', ['-a', modules, folder]))
  const node = join(folder, 'node_modules/node/bin/node')
  // An app for trying names a project: the same one.
  const args = ['scripts/dist.ts', '--for-trying', '--quick', '--project', root, '--formats', formats]
  await runTool(node, args, {}, folder)
  return await readFile(join(folder, 'out/dist/SHA256SUMS'), 'utf8')
}

async function compare(): Promise<void> {
  const { values } = parseArgs({ options: { formats: { type: 'string', default: 'deb,rpm,appimage,tar' } } })
  const work = await mkdtemp(join(tmpdir(), 'gazelle-keeper-compare-'))
  try {
    const first = await sumsIn(join(work, 'first'), values.formats)
    const second = await sumsIn(join(work, 'and-the-second'), values.formats)
    console.log(first.trim())
    if (first !== second) throw new Error(`The second time it was:\n${second}`)
    console.log('The second time, in another folder, all were the same.')
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

compare().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
