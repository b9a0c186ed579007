import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** A Deno of the development dependencies. */
export interface Deno {
  readonly version: string
  readonly path: string
}

/** The version that Supabase's runtime for functions embeds. */
export const supabasesVersion = '2.1.4'

const platforms: Readonly<Record<string, string>> = {
  'linux x64': 'linux-x64-glibc',
  'linux arm64': 'linux-arm64-glibc',
  'darwin x64': 'darwin-x64',
  'darwin arm64': 'darwin-arm64',
  'win32 x64': 'win32-x64',
  'win32 arm64': 'win32-arm64',
}

/**
 * Both Denos that the library is tested on: Supabase's, and the newest. The older one has no build for every system at the registry:
 * there the newest stands in for it (package.json, `overrides`), and is the only one. Throws where one is not installed.
 */
export function installedDenos(): Deno[] {
  const found = ['deno-2.1.4', 'deno'].map((name) => {
    const path = binaryOf(name)
    const [, version = ''] = /^deno (\S+)/.exec(execFileSync(path, ['--version'], { encoding: 'utf8' })) ?? []
    return { version, path }
  })
  return found.filter(({ version }, index) => found.findIndex((each) => each.version === version) === index)
}

function binaryOf(name: string): string {
  const wrapper = createRequire(import.meta.url).resolve(`${name}/package.json`)
  const platform = platforms[`${process.platform} ${process.arch}`] ?? 'none'
  const folder = createRequire(wrapper).resolve(`@deno/${platform}/package.json`)
  return join(folder, '..', process.platform === 'win32' ? 'deno.exe' : 'deno')
}
