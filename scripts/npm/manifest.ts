import manifest from '../../package.json' with { type: 'json' }
import { keyring, oldestNode } from '../cli/bundle.ts'

/**
 * What the package of the library and the command line has installed beside it: what is loaded for a sign-in or an email alone, so that
 * no start waits for it, and would be most of the package (docs/decisions/0050-the-npm-package-brings-all-that-it-needs.md).
 */
export const besidePackage = ['@supabase/auth-js', 'nodemailer'] as const

/** What the package of the library and the command line is called by its files: from here both the build and its tests. */
export const packageFiles = {
  commandLine: 'lib/gazelle-keeper.cjs',
  library: 'lib/library.cjs',
  /** The same as an ES module, so that whoever imports and whoever requires it has one library, not two. */
  libraryAsModule: 'index.mjs',
  types: 'lib/library.d.cts',
  typesAsModule: 'index.d.mts',
  manPage: 'man/gazelle-keeper.1',
} as const

const { commandLine, library, libraryAsModule, types, typesAsModule, manPage } = packageFiles
const inPackage = (file: string) => `./${file}`
const { name, version, description, license } = manifest
const tested = { ...manifest.devDependencies, ...manifest.dependencies }

/**
 * The package.json of the library and the command line. The repository is the one in which a workflow of GitHub's builds it; npm
 * compares it with the provenance. Takes the environment.
 */
export function packageManifest(environment: NodeJS.ProcessEnv): object {
  return {
    name,
    version,
    description,
    license,
    ...repositoryFrom(environment),
    type: 'commonjs',
    engines: { node: `>=${oldestNode}` },
    bin: { [name]: commandLine },
    man: [inPackage(manPage)],
    main: inPackage(library),
    types: inPackage(types),
    exports: {
      '.': {
        import: { types: inPackage(typesAsModule), default: inPackage(libraryAsModule) },
        require: { types: inPackage(types), default: inPackage(library) },
      },
      './package.json': './package.json',
    },
    // The versions that were tested, and no other.
    dependencies: Object.fromEntries(besidePackage.map((each) => [each, tested[each]])),
    // For the keychain alone: where it cannot be installed, everything else works.
    optionalDependencies: { [keyring]: manifest.dependencies[keyring] },
    // A workflow of the repository publishes it or nobody: npm signs only there where a package comes from.
    publishConfig: { access: 'public', provenance: true },
  }
}

/** The package.json of the command line with all that it needs. It is unpacked, never published. */
export const commandLineManifest: object = {
  name: `${name}-cli`,
  version,
  license,
  private: true,
  type: 'commonjs',
  engines: { node: `>=${oldestNode}` },
  bin: { [name]: commandLine },
  man: [inPackage(manPage)],
}

/** The package.json of what runs in a project or on a runner. It is unpacked, never published. */
export const edgeManifest: object = { name: `${name}-edge`, version, license, private: true, type: 'module' }

function repositoryFrom({ GITHUB_SERVER_URL, GITHUB_REPOSITORY }: NodeJS.ProcessEnv): object {
  if (GITHUB_SERVER_URL === undefined || GITHUB_REPOSITORY === undefined) return {}
  return { repository: { type: 'git', url: `git+${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}.git` } }
}
