import { debianVersion } from '../dist/linux/control.ts'
import { packageNames } from '../dist/packages.ts'

/** The systems that a release has packages for. */
export const systems = ['linux', 'windows', 'macos'] as const
export type System = (typeof systems)[number]

const { app, commandLine } = packageNames
const both = [app, commandLine]

/** What each system's build hands over, by a version. */
const made: Readonly<Record<System, (version: string) => string[]>> = {
  linux: (version) =>
    both.flatMap((name) => [
      `${name}_${debianVersion(version)}_amd64.deb`,
      `${name}-${debianVersion(version)}-1.x86_64.rpm`,
      `${name}-${version}-linux-x64.tar.xz`,
    ]),
  windows: (version) => [`${app}-${version}-windows-x64.exe`],
  macos: (version) => [`${app}-${version}-macos-universal.dmg`, `${app}-${version}-macos-universal.zip`],
}

/** What comes from no system: the package of the library and the command line, the command line to be unpacked, and the function's. */
const everywhere = (version: string) =>
  ['', '-cli', '-edge'].flatMap((part) => {
    const name = `${commandLine}${part}-${version}.tgz`
    return [name, `${name}.sha256`]
  })

/** What is there only if its runtime was: see docs/packaging.md. */
const optional = (version: string) => [`${app}-${version}-x86_64.AppImage`]

/** The names of what a system's build hands over, and of what it may hand over besides. */
export const filesOf = (system: System, version: string): { needed: string[]; optional: string[] } => ({
  needed: made[system](version),
  optional: system === 'linux' ? optional(version) : [],
})

/** Reads the list of systems, "linux windows"; all of them where it is empty. Throws at a word that is none. */
export function systemsIn(list: string | undefined): System[] {
  const words = (list ?? '').split(/[\s,]+/).filter((word) => word !== '')
  if (words.length === 0) return [...systems]
  return words.map((word) => {
    const system = systems.find((each) => each === word)
    if (system === undefined) throw new Error(`There is no system “${word}”: ${systems.join(', ')}.`)
    return system
  })
}

/** Throws, with the names, unless the files are those of a release of this version for these systems, all of them and no other. */
export function checkFiles(found: readonly string[], version: string, wanted: readonly System[]): void {
  const needed = [...wanted.flatMap((system) => made[system](version)), ...everywhere(version)]
  const known = wanted.includes('linux') ? [...needed, ...optional(version)] : needed
  const missing = needed.filter((name) => !found.includes(name))
  const strange = found.filter((name) => !known.includes(name))
  if (missing.length + strange.length === 0) return
  const tell = (what: string, names: string[]) => (names.length === 0 ? [] : [`${what}: ${names.join(', ')}.`])
  throw new Error(
    [
      `These are not the files of ${version} for ${wanted.join(', ')}.`,
      ...tell('Missing', missing),
      ...tell('Not known', strange),
    ].join(' '),
  )
}

/** A file's name on the release's page, which takes no "~". */
export const publicName = (name: string): string => name.replace('~', '-')
