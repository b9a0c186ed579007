import { readFile, realpath } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { argumentsOf, readDesktopEntry } from './desktop-entry.ts'

/**
 * Whether this program is installed for everybody on a Linux computer, with a desktop entry of this name that starts it: then the
 * system knows already what the app opens, and forgets it when the package is removed.
 */
export async function isInstalledForAll(
  name: string,
  program: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<boolean> {
  const folders = (env['XDG_DATA_DIRS'] || '/usr/local/share:/usr/share').split(':').filter((path) => isAbsolute(path))
  for (const folder of folders) {
    const entry = await readFile(join(folder, 'applications', name), 'utf8').catch(() => null)
    if (entry === null) continue
    // The first folder with an entry of a name decides, as for the desktop. A program on PATH is a link to the app's own.
    const [started = ''] = argumentsOf(readDesktopEntry(entry).get('Exec') ?? '')
    return (await placeOf(started)) === (await placeOf(program))
  }
  return false
}

const placeOf = (path: string): Promise<string> => realpath(path).catch(() => path)
