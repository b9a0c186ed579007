import { homedir, tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import type { DataKind } from '../core/base/data-kinds.ts'
import { fingerprint } from '../core/token/fingerprint.ts'
import { defaultStateFolder } from './state-folder.ts'

type System = Pick<NodeJS.Process, 'platform' | 'env'>

/** The names of the app's profiles: its own, and that of an app which may only be tried. */
const profileNames = ['Gazelle Keeper', 'Gazelle Keeper (demo)']

/** The folder for this system's program settings. Throws where there is no home folder and no variable names one. */
export function appDataFolder({ platform, env }: System = process, home: () => string = homedir): string {
  if (platform === 'win32') return env['APPDATA'] ?? join(home(), 'AppData/Roaming')
  if (platform === 'darwin') return join(home(), 'Library/Application Support')
  return env['XDG_CONFIG_HOME'] || join(home(), '.config')
}

/** The folder that stands in for a profile which cannot be written; `uid` is the user's number, 0 on Windows. */
export const spareName = (profile: string, uid: number): string => `gazelle-keeper-${uid}-${fingerprint(profile)}`

/** Every path at which Gazelle Keeper may keep something, whether there is anything or not. The keychain has no paths. */
export function ownPlaces(
  system: System = process,
  home: string = homedir(),
  uid: number = process.getuid?.() ?? 0,
): Readonly<Record<Exclude<DataKind, 'keychain'>, readonly string[]>> {
  const { platform, env } = system
  const settings = appDataFolder(system, () => home)
  const profiles = profileNames.map((name) => join(settings, name))
  const runtime = env['XDG_RUNTIME_DIR']
  const bases = [...(runtime ? [runtime] : []), tmpdir()]
  const spares = bases.flatMap((base) => profiles.map((profile) => join(base, spareName(profile, uid))))
  const logs = platform === 'darwin' ? profileNames.map((name) => join(home, 'Library/Logs', name)) : []
  const state = defaultStateFolder(system, home)
  return {
    // The login items of macOS and Windows are no files.
    autostart: platform === 'linux' ? [autostartEntry(env, home)] : [],
    state: state === null ? [] : [state],
    cache: cachePlaces(system, home),
    profile: [...profiles, ...logs, ...spares, ...(platform === 'linux' ? [linkEntryFile(env, home)] : [])],
  }
}

/** The desktop entry by which the app opens its links on Linux. On macOS and Windows no file of the person's says so. */
export function linkEntryFile(env: NodeJS.ProcessEnv = process.env, home: string = homedir()): string {
  const named = env['XDG_DATA_HOME'] ?? ''
  return join(isAbsolute(named) ? named : join(home, '.local/share'), 'applications', 'gazelle-keeper-link.desktop')
}

function autostartEntry(env: NodeJS.ProcessEnv, home: string): string {
  const named = env['XDG_CONFIG_HOME'] ?? ''
  return join(isAbsolute(named) ? named : join(home, '.config'), 'autostart', 'gazelle-keeper.desktop')
}

/** Electron as the scripts fetch it, and the sandbox. On Windows they are beside what is in the state folder. */
function cachePlaces({ platform, env }: System, home: string): string[] {
  if (platform === 'darwin') return [join(home, 'Library', 'Caches', 'gazelle-keeper')]
  if (platform !== 'win32') return [join(env['XDG_CACHE_HOME'] || join(home, '.cache'), 'gazelle-keeper')]
  const local = env['LOCALAPPDATA'] || join(home, 'AppData', 'Local')
  return ['Cache', 'sandbox'].map((name) => join(local, 'gazelle-keeper', name))
}
