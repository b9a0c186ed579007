import { cpSync, mkdirSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { type Ended, end } from './end.ts'

const root = resolve(import.meta.dirname, '../..')
const place = join(root, 'out/managers')
const inPlace = (file: string) => join(place, 'node_modules', file)

/** The tarballs: of the package, and of the command line to be unpacked. */
export interface Tarballs {
  readonly tarball: string
  readonly unpacked: string
}

/** A way to install a package's tarball in a folder, and to run what it brings there. */
export interface Manager {
  readonly name: string
  /** What a person writes in package.json beforehand. Takes the tarball's path. */
  manifest(tarball: string): object
  /** The commands that install, in the order in which they are run. Takes the tarballs' paths. */
  install(tarballs: Tarballs): readonly (readonly string[])[]
  /** The command line, and a program of the folder. */
  readonly commandLine: readonly string[]
  readonly program: readonly string[]
}

const node = process.execPath
const isWindows = process.platform === 'win32'
const asModule = () => ({ private: true, type: 'module' })
const asDependency = (file: string) => ({ ...asModule(), dependencies: { 'gazelle-keeper': `file:${file}` } })

const pnpm = [node, inPlace('pnpm/bin/pnpm.mjs')]
const classic = [node, inPlace('yarn/bin/yarn.js')]
const berry = [node, inPlace('@yarnpkg/cli-dist/bin/yarn.js')]
const bun = inPlace(`@oven/${bunPackage()}/bin/${isWindows ? 'bun.exe' : 'bun'}`)
const deno = [node, join(root, 'node_modules/deno/bin.cjs')]

/** In the words of docs/npm.md; npm itself is in test/integration/npm-package.test.ts, without a registry. */
export const managers: readonly Manager[] = [
  {
    name: 'npm',
    manifest: asModule,
    install: ({ tarball }) => [['npm', 'install', '--no-audit', tarball]],
    commandLine: ['npm', 'exec', '--offline', '--', 'gazelle-keeper'],
    program: [node],
  },
  {
    name: 'pnpm',
    manifest: asModule,
    install: ({ tarball }) => [[...pnpm, 'add', tarball]],
    commandLine: [...pnpm, 'exec', 'gazelle-keeper'],
    program: [node],
  },
  {
    name: 'yarn 1',
    manifest: asDependency,
    install: () => [[...classic, 'install', '--non-interactive']],
    commandLine: [...classic, '--silent', 'run', 'gazelle-keeper'],
    program: [node],
  },
  {
    name: 'yarn 4, Plug’n’Play',
    manifest: asDependency,
    install: () => [[...berry, 'install']],
    commandLine: [...berry, 'run', 'gazelle-keeper'],
    program: [...berry, 'node'],
  },
  {
    name: 'Bun',
    manifest: asModule,
    install: ({ tarball }) => [[bun, 'add', tarball]],
    commandLine: [bun, 'run', '--bun', 'gazelle-keeper'],
    program: [bun],
  },
  {
    name: 'Deno',
    // Of a file alone Deno installs no dependencies.
    manifest: () => ({ ...asModule(), workspaces: ['./package'], dependencies: { 'gazelle-keeper': 'workspace:*' } }),
    install: ({ tarball }) => [
      ['tar', '-xzf', tarball],
      [...deno, 'install'],
    ],
    commandLine: [...deno, 'run', '--allow-all', 'package/lib/gazelle-keeper.cjs'],
    program: [...deno, 'run', '--allow-all'],
  },
  {
    name: 'nobody: unpacked',
    manifest: asModule,
    install: ({ unpacked }) => [['tar', '-xzf', unpacked]],
    commandLine: [node, 'package/lib/gazelle-keeper.cjs'],
    program: [],
  },
]

/** Installs the managers that are not here, by their own lockfile, into out/managers. */
export async function fetchManagers(): Promise<Ended> {
  mkdirSync(place, { recursive: true })
  for (const file of ['package.json', 'package-lock.json']) {
    cpSync(join(import.meta.dirname, 'managers', file), join(place, file))
  }
  return end(['npm', 'ci', '--ignore-scripts'], place)
}

/** Bun's program for this computer: its own package copies it in an install script, which is not run. */
function bunPackage(): string {
  const system = isWindows ? 'windows' : process.platform
  return `bun-${system}-${process.arch === 'arm64' ? 'aarch64' : process.arch}`
}

/**
 * This person's, so that their registry and proxy apply. The Node that runs the tests comes first on the path: the package's command
 * asks for "node" alone.
 */
export const environment: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: `${dirname(node)}${delimiter}${process.env['PATH']}`,
  LANG: 'C.UTF-8',
  // Yarn would send figures, and where CI is set would refuse to write a lockfile.
  YARN_ENABLE_TELEMETRY: '0',
  YARN_ENABLE_IMMUTABLE_INSTALLS: '0',
}
