import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm, stat, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { build } from './build.ts'
import { buildCli } from './cli/build.ts'
import { quick, strong } from './dist/archiving.ts'
import { sourceDateEpoch } from './dist/epoch.ts'
import { distForLinux, type LinuxFormat, linuxFormats } from './dist/linux/index.ts'
import { distForOthers } from './dist/others/index.ts'
import { packageNames } from './dist/packages.ts'
import { compareWithBare } from './dist/sizes.ts'
import { editionFor } from './package/edition-for.ts'
import { resolveElectron } from './runtime/resolve-electron.ts'
import { ensureTools } from './system/ensure-system.ts'
import { distTools } from './system/parts.ts'

// `npm run dist`: the app and the command line as people install them on this computer's system, in out/dist, with their checksums.
// `--for-trying` accepts an Electron that is too old to ship, as `npm run package` does; `--formats deb,rpm` makes these alone;
// `--sizes` compares the app's tarball with one of the bare Electron; `--quick` hardly compresses; `--project FOLDER` names the project whose demo an app for trying offers.

const root = resolve(import.meta.dirname, '..')

async function dist(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'for-trying': { type: 'boolean', default: false },
      formats: { type: 'string', default: linuxFormats.join(',') },
      quick: { type: 'boolean', default: false },
      sizes: { type: 'boolean', default: false },
      project: { type: 'string', default: root },
    },
  })
  const formats = values.formats.split(',').map((name) => {
    if (!linuxFormats.includes(name as LinuxFormat))
      throw new Error(`There is no format ${name}: ${linuxFormats.join(', ')}.`)
    return name as LinuxFormat
  })
  const runtime = await resolveElectron({ say: console.log })
  const edition = editionFor(runtime.version, values['for-trying'], values.project)
  if (process.platform !== 'linux') {
    if (edition !== undefined)
      throw new Error('For Windows and macOS there is no package for trying: use npm run package.')
    await build(root)
    return await distForOthers(root, runtime)
  }
  ensureTools(distTools, console.log)
  const epoch = sourceDateEpoch(root)
  const strength = values.quick ? quick : strong
  await build(root)
  await buildCli(root)
  const out = join(root, 'out/dist')
  await rm(out, { recursive: true, force: true })
  const files = await distForLinux({
    root,
    runtime,
    out,
    formats,
    edition,
    epoch,
    strength,
    say: console.log,
  })
  const sums = await Promise.all(files.map(async (file) => `${await sha256(file)}  ${basename(file)}`))
  await writeFile(join(out, 'SHA256SUMS'), `${sums.sort().join('\n')}\n`)
  for (const file of files)
    console.log(`${((await stat(file)).size / 1e6).toFixed(1).padStart(6)} MB  ${basename(file)}`)
  const tarball = files.find((file) => basename(file).startsWith(packageNames.app) && file.endsWith('.tar.xz'))
  if (values.sizes && tarball !== undefined) console.log(await compareWithBare(tarball, runtime, { epoch, strength }))
  if (edition !== undefined)
    console.log('For trying only: the app takes no real connection. Do not give it to anybody.')
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

dist().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
