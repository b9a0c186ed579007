import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { distVersion, type ElectronRuntime, executableInDist } from './electron-runtime.ts'

/**
 * Takes a person's path (of an executable, or of its dist folder) and, for the error, the name of the variable that it came in.
 * Throws if there is no Electron at that path.
 */
export function namedElectron(path: string, variable: string, platform = process.platform): ElectronRuntime {
  const named = resolve(path)
  if (!existsSync(named)) throw new Error(`${variable} names ${named}, and there is nothing there.`)

  const inDist = executableInDist(platform)
  if (!statSync(named).isDirectory()) {
    const distFolder = named.endsWith(sep + join(inDist)) ? named.slice(0, -inDist.length - 1) : dirname(named)
    return runtime(named, distFolder)
  }
  const executablePath = join(named, inDist)
  if (!statSync(executablePath, { throwIfNoEntry: false })?.isFile())
    throw new Error(`${variable} names the folder ${named}, which holds no ${inDist}.`)
  return runtime(executablePath, named)
}

function runtime(executablePath: string, distFolder: string): ElectronRuntime {
  return { executablePath, distFolder, version: distVersion(distFolder) ?? 'unknown', origin: 'named' }
}
