import { mkdir, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { electronBuilderFolder } from '../dist/others/index.ts'
import { runTool } from '../dist/run-tool.ts'
import { fetchChecked } from './fetch-checked.ts'
import { addOtherKeyring } from './other-keyring.ts'
import { runtimeFile } from './runtime-file.ts'

// `npm run release:tools`: fetches what `npm run release:build` needs beside the project's packages, each by its checksum. No secret is at
// hand meanwhile. Linux: AppImage's runtime, if GAZELLE_KEEPER_APPIMAGE_RUNTIME_URL and _SHA256 name one. Windows and macOS:
// electron-builder, by its lockfile.

const root = resolve(import.meta.dirname, '../..')

async function fetchTools(): Promise<void> {
  if (process.platform === 'linux') return await fetchRuntime(process.env)
  const folder = join(root, electronBuilderFolder)
  const npm = process.platform === 'win32' ? ['cmd', '/d', '/c', 'npm'] : ['npm']
  const [program = '', ...words] = [...npm, 'ci', '--ignore-scripts']
  await runTool(program, words, {}, folder)
  if (process.platform === 'darwin')
    await addOtherKeyring(root, process.arch === 'arm64' ? 'x64' : 'arm64', join(root, 'node_modules'))
}

async function fetchRuntime(env: NodeJS.ProcessEnv): Promise<void> {
  const url = env['GAZELLE_KEEPER_APPIMAGE_RUNTIME_URL']
  const sha256 = env['GAZELLE_KEEPER_APPIMAGE_RUNTIME_SHA256']
  const file = join(root, runtimeFile)
  await rm(file, { force: true })
  if (!url && !sha256) return console.log('No runtime of AppImage is named: the release goes without an AppImage.')
  await mkdir(dirname(file), { recursive: true })
  await fetchChecked(url ?? '', sha256 ?? '', file)
  console.log(file)
}

fetchTools().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
