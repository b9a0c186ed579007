import { execFileSync } from 'node:child_process'
import { basename } from 'node:path'
import { libraryPart } from '../../system/parts.ts'

/** What programs need of the libraries of others. */
export interface Needs {
  readonly libraries: readonly string[]
  /** The newest version of the C library of which they use something, "2.28"; null if they need none. */
  readonly libc: string | null
}

/** The C library, by the names of its files, and the runtimes of compilers: packages of every Debian. */
const ofLibc = /^(ld-linux-.+|lib(c|m|dl|pthread|rt)\.so\.\d+)$/
const runtimes: Readonly<Record<string, string>> = {
  'libgcc_s.so.1': 'libgcc-s1',
  'libstdc++.so.6': 'libstdc++6',
  'libatomic.so.1': 'libatomic1',
}

/** Reads from programs and libraries what they need, apart from one another. */
export function needsOf(files: readonly string[]): Needs {
  const own = new Set(files.map((file) => basename(file)))
  const read = files.map((file) => execFileSync('readelf', ['-dVW', file], { encoding: 'utf8', maxBuffer: 2 ** 28 }))
  return readNeeds(read.join('\n'), own)
}

/** Takes the output of `readelf -dV`, and the names of the libraries that come along. */
export function readNeeds(output: string, own: ReadonlySet<string>): Needs {
  const libraries = [...output.matchAll(/\(NEEDED\)\s+Shared library: \[(.+?)\]/g)].map(([, name = '']) => name)
  const versions = [...output.matchAll(/\bGLIBC_(\d+(?:\.\d+)+)/g)].map(([, version = '']) => version)
  return {
    libraries: [...new Set(libraries)].filter((name) => !own.has(name)).sort(),
    libc: versions.sort((one, other) => one.localeCompare(other, 'en', { numeric: true })).at(-1) ?? null,
  }
}

/** The value of Debian's field `Depends`. Throws for a library whose package nobody knows. */
export function dependsOn({ libraries, libc }: Needs): string {
  const packages = libraries.flatMap((library) => {
    if (ofLibc.test(library)) return []
    const found = runtimes[library] ?? libraryPart(library).packages.join(' | ')
    if (found === '')
      throw new Error(`No package of Debian is known for ${library}: add it to scripts/system/parts.ts.`)
    return found
  })
  const ofC = libc === null ? [] : [`libc6 (>= ${libc})`]
  return [...ofC, ...new Set(packages.sort())].join(', ')
}
