import { execFile } from 'node:child_process'
import { sep } from 'node:path'
import { promisify } from 'node:util'
import type { Format } from '../../core/updates/feed.ts'
import { canInstallPackages, type PackageFormat } from '../../node/updates/install-package.ts'
import type { UpdateWay } from '../../shared/updates.ts'

/** Where this program lies, and how it can be replaced. */
export type Place =
  | { readonly way: 'replace'; readonly format: 'appimage'; readonly file: string }
  | { readonly way: 'package' | 'command'; readonly format: PackageFormat }
  | { readonly way: 'open'; readonly format: 'exe' | 'dmg' }
  | { readonly way: 'by-hand'; readonly format: null }

/** What a place is known by. */
export interface PlaceOptions {
  readonly platform: NodeJS.Platform
  readonly execPath: string
  readonly env: NodeJS.ProcessEnv
  /** Whether the program is packed, and not run by the project's own Electron. */
  readonly isPackaged: boolean
  /** Whether this package manager has installed the file. */
  readonly owns: (format: PackageFormat, file: string) => Promise<boolean>
  readonly canInstallPackages: () => Promise<boolean>
}

/** Never rejects: what cannot be found out is replaced by hand. */
export async function findPlace(options: PlaceOptions): Promise<Place> {
  const { platform, execPath, env, isPackaged, owns } = options
  const byHand = { way: 'by-hand', format: null } as const satisfies { way: UpdateWay; format: Format | null }
  if (!isPackaged) return byHand
  if (platform === 'win32') return { way: 'open', format: 'exe' }
  if (platform === 'darwin') return { way: 'open', format: 'dmg' }
  const { APPIMAGE: image, APPDIR: mount } = env
  // A program started by another AppImage has that one's name among its variables.
  if (image !== undefined && mount !== undefined && execPath.startsWith(mount + sep))
    return { way: 'replace', format: 'appimage', file: image }
  for (const format of ['deb', 'rpm'] as const)
    if (await owns(format, execPath))
      return { way: (await options.canInstallPackages()) ? 'package' : 'command', format }
  return byHand
}

/** That of this process. */
export function ownPlace(isPackaged: boolean): Promise<Place> {
  const { platform, execPath, env } = process
  return findPlace({ platform, execPath, env, isPackaged, owns: isOwnedBy, canInstallPackages })
}

const run = promisify(execFile)

/** Whether the package manager names a package for this file. */
export async function isOwnedBy(format: PackageFormat, file: string): Promise<boolean> {
  const [program, args] = format === 'deb' ? ['dpkg-query', ['--search', file]] : ['rpm', ['--query', '--file', file]]
  return await run(program as string, args as string[], { timeout: 10_000 }).then(
    () => true,
    () => false,
  )
}
