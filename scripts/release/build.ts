import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import { linuxFormats } from '../dist/linux/index.ts'
import { filesOf, type System } from './files.ts'
import { runtimeFile } from './runtime-file.ts'

// `npm run release:build`: `npm run dist` as a release wants it, on this computer's system, and what of it a release hands over in
// out/release/built. The App Store Connect key that notarises is text in GAZELLE_KEEPER_APPLE_API_KEY: Apple's tool wants a file.

const root = resolve(import.meta.dirname, '../..')
const bySystem: Readonly<Partial<Record<NodeJS.Platform, System>>> = {
  linux: 'linux',
  win32: 'windows',
  darwin: 'macos',
}

async function build(): Promise<void> {
  const system = bySystem[process.platform]
  if (system === undefined) throw new Error(`There is no release for ${process.platform}.`)
  const work = await mkdtemp(join(tmpdir(), 'gazelle-keeper-build-'))
  try {
    await dist(system, work)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  const out = join(root, 'out/release/built')
  await rm(out, { recursive: true, force: true })
  await mkdir(out, { recursive: true })
  const { needed, optional } = filesOf(system, manifest.version)
  const made = (name: string) => join(root, 'out/dist', name)
  for (const name of [...needed, ...optional.filter((each) => existsSync(made(each)))])
    await copyFile(made(name), join(out, name))
  console.log(`What the release hands over: ${out}`)
}

async function dist(system: System, work: string): Promise<void> {
  const runtime = join(root, runtimeFile)
  const hasRuntime = existsSync(runtime)
  const formats = linuxFormats.filter((format) => format !== 'appimage' || hasRuntime)
  const env: NodeJS.ProcessEnv = { ...process.env }
  if (hasRuntime) env['GAZELLE_KEEPER_APPIMAGE_RUNTIME'] = runtime
  const appleKey = process.env['GAZELLE_KEEPER_APPLE_API_KEY']
  delete env['GAZELLE_KEEPER_APPLE_API_KEY']
  if (system === 'macos' && appleKey) {
    env['APPLE_API_KEY'] = join(work, 'apple.p8')
    await writeFile(env['APPLE_API_KEY'], appleKey, { mode: 0o600 })
  }
  const args = system === 'linux' ? ['--formats', formats.join(','), '--sizes'] : []
  const run = spawn(process.execPath, [join(root, 'scripts/dist.ts'), ...args], { cwd: root, env, stdio: 'inherit' })
  const [code] = await once(run, 'exit')
  if (code !== 0) throw new Error(`npm run dist ended with exit code ${code}.`)
}

build().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
