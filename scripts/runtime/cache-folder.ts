import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Gives the folder for data that this project can fetch again at any time, at the system's usual place: XDG_CACHE_HOME or
 * ~/.cache on Linux, ~/Library/Caches on macOS, %LOCALAPPDATA% on Windows. Creates nothing.
 */
export function cacheFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform = process.platform,
  home = homedir(),
): string {
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'gazelle-keeper')
  if (platform === 'win32')
    return join(env['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'gazelle-keeper', 'Cache')
  return join(env['XDG_CACHE_HOME'] || join(home, '.cache'), 'gazelle-keeper')
}
