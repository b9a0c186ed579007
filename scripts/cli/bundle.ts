import { join } from 'node:path'
import { build, normalizePath, type Plugin, type Rolldown } from 'vite'
import manifest from '../../package.json' with { type: 'json' }
import { commandNames, readArguments } from '../../src/cli/program.ts'
import { allLanguages } from '../../src/shared/catalogue/languages.ts'
import { shortExports } from '../bundle/short-exports.ts'
import { sourceDateEpoch } from '../dist/epoch.ts'
import { unusedParts } from '../supply/unused-parts.ts'

/** The oldest Node that the command line and the library run on, by its first number. */
export const oldestNode = 22

/** The command line's programs: the one that people start, and the one that it asks the keychain by. */
export const commandLinePrograms = {
  'gazelle-keeper': 'src/cli/index.ts',
  'keychain-process': 'src/cli/configuration/keychain-process.ts',
}

/** Native code cannot be bundled: it is installed beside the bundle, and loaded when the keychain is asked. */
export const keyring = '@napi-rs/keyring'

/**
 * Bundles programs with all their dependencies but `keyring` into a folder, for plain Node: a `.cjs` file for each, and what they
 * share in files of its own. Takes the project's folder and the programs' modules below it, each by its name, and the packages that
 * are installed beside the bundle as well. Gives the files. Rejects with the bundler's error.
 */
export async function bundlePrograms(
  root: string,
  outDir: string,
  input: Readonly<Record<string, string>>,
  beside: readonly string[] = [],
): Promise<Rolldown.OutputChunk[]> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [helpPages(), buildTime(root), versionAlone(root), withoutSubprograms(), shortExports()],
    resolve: { alias: unusedParts(root) },
    ssr: { noExternal: true, external: [keyring, ...beside], target: 'node' },
    build: {
      ssr: true,
      outDir,
      // Chunks that a module has left are not shipped with the others.
      emptyOutDir: true,
      target: `node${oldestNode}`,
      // Node reads the bundle at each start: the smaller, the faster.
      minify: true,
      rollupOptions: {
        input,
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: '[name].cjs',
          codeSplitting: {
            groups: [{ name: loadedTogether(root, Object.values(input)), debugName: 'loaded together' }],
            // What a program begins with, and what it loads later, is in no group: it stays where it is.
            includeDependenciesRecursively: false,
          },
        },
      },
    },
  })
  const { output } = built as Rolldown.RolldownOutput
  return output.filter((file) => file.type === 'chunk')
}

/**
 * The files of the command line that are loaded with one another, each by the modules that it holds with all that they import, unless
 * a file before it holds that already. Finding and reading a file takes time at each start: left to itself the bundler makes `check`
 * load 35.
 */
const together = {
  command: ['src/cli/program.ts', 'src/cli/run-command.ts'],
  status: ['src/cli/commands/status.ts'],
  // `status` loads it while the servers think.
  answer: ['src/cli/commands/answer-status.ts'],
  check: ['src/cli/commands/check.ts'],
}

/** Names the file of a module, or null where the bundler decides: for all that `programs` import before they know what is asked. */
function loadedTogether(root: string, programs: readonly string[]): Rolldown.CodeSplittingNameFunction {
  const fileOf = new Map<string, string | null>()
  const place = (id: string, file: string | null, context: Rolldown.ChunkingContext): void => {
    if (fileOf.has(id)) return
    fileOf.set(id, file)
    for (const imported of context.getModuleInfo(id)?.importedIds ?? []) place(imported, file, context)
  }
  return (id, context) => {
    if (fileOf.size === 0) {
      for (const program of programs) place(join(root, program), null, context)
      for (const [file, modules] of Object.entries(together))
        for (const module of modules) place(join(root, module), file, context)
    }
    return fileOf.get(id) ?? null
  }
}

/** Fills src/cli/help-pages.ts with commander's output; see there. Each page is there once, under all that asks for it. */
function helpPages(): Plugin {
  return {
    name: 'help-pages',
    transform(_code, id) {
      if (!id.endsWith('/src/cli/help-pages.ts')) return null
      const pages = printedHelp()
      const texts = [...new Set(pages.values())]
      const places = [...pages].map(([asked, page]) => [asked, texts.indexOf(page)])
      return `const [texts, places] = ${JSON.stringify([texts, places])}
        export const helpPages = Object.fromEntries(places.map(([asked, at]) => [asked, texts[at]]))`
    },
  }
}

/** Fills src/cli/built-at.ts with the time that the packages are from, too: two builds of one commit are the same. */
function buildTime(root: string): Plugin {
  return {
    name: 'build-time',
    transform(_code, id) {
      if (!id.endsWith('/src/cli/built-at.ts')) return null
      return `export const builtAt = ${timeOf(root) ?? null}`
    },
  }
}

/** Of package.json the programs take the version, and carry no more of it. */
function versionAlone(root: string): Plugin {
  return {
    name: 'version-alone',
    load: (id) =>
      id === normalizePath(join(root, 'package.json')) ? JSON.stringify({ version: manifest.version }) : null,
  }
}

/** In milliseconds; undefined where there is no commit, as in an unpacked archive. */
function timeOf(root: string): number | undefined {
  try {
    return sourceDateEpoch(root) * 1000
  } catch {
    return undefined
  }
}

function printedHelp(): Map<string, string> {
  const pages = new Map<string, string>()
  for (const language of allLanguages) {
    const helps = [[], ['help'], ...commandNames.map((name) => ['help', name])]
    const options = ['--help', '-h'].flatMap((option) => [[option], ...commandNames.map((name) => [name, option])])
    for (const args of [...helps, ...options]) {
      let page = ''
      readArguments(args, language, (text) => (page += text))
      pages.set(`${language} ${args.join(' ')}`, page)
    }
  }
  return pages
}

/**
 * Commander loads `node:child_process` at once, for subcommands that are programs of their own. There are none here, and loading
 * it takes a tenth of the time of `--help`.
 */
function withoutSubprograms(): Plugin {
  const nothing = '\0no-child-process'
  return {
    name: 'without-subprograms',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source === 'node:child_process' && importer?.includes('/commander/') ? nothing : null,
    load: (id) => (id === nothing ? 'export default {}' : null),
  }
}
