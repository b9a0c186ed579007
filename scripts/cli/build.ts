import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { build, type Plugin } from 'vite'
import { commandNames, readArguments } from '../../src/cli/program.ts'
import { allLanguages, type Language, languageOf } from '../../src/shared/catalogue/languages.ts'
import { manPage } from './man-page.ts'

/** The path of the built command line, below the project's folder: the file that `bin` in package.json names. */
export const cliFile = 'out/cli/gazelle-keeper.cjs'

/** The built manual page in a language, below the project's folder, as man(1) looks for it: the one for all others in no folder. */
export const manFile = (language: Language): string =>
  `out/cli/man/${language === languageOf('') ? '' : `${language}/`}man1/gazelle-keeper.1`

/**
 * Bundles the command line with all its dependencies into out/cli/gazelle-keeper.cjs, for plain Node 22 and newer. Takes the
 * project's folder; rejects with the bundler's error.
 */
export async function buildCli(root: string): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [helpPages(), withoutSubprograms()],
    // Native code cannot be bundled: it is installed beside the bundle, and loaded when the keychain is asked.
    ssr: { noExternal: true, external: ['@napi-rs/keyring'], target: 'node' },
    build: {
      ssr: true,
      outDir: 'out/cli',
      target: 'node22',
      // Node reads the bundle at each start: the smaller, the faster.
      minify: true,
      rollupOptions: {
        input: {
          'gazelle-keeper': 'src/cli/index.ts',
          'keychain-process': 'src/cli/configuration/keychain-process.ts',
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
      },
    },
  })
  chmodSync(join(root, cliFile), 0o755)
  for (const language of allLanguages) {
    const path = join(root, manFile(language))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, manPage(language))
  }
}

/** Fills src/cli/help-pages.ts with commander's output; see there. */
function helpPages(): Plugin {
  return {
    name: 'help-pages',
    transform: (_code, id) =>
      id.endsWith('/src/cli/help-pages.ts') ? `export const helpPages = ${JSON.stringify(printedHelp())}` : null,
  }
}

function printedHelp(): Record<string, string> {
  const pages: Record<string, string> = {}
  for (const language of allLanguages) {
    const helps = [[], ['help'], ...commandNames.map((name) => ['help', name])]
    const options = ['--help', '-h'].flatMap((option) => [[option], ...commandNames.map((name) => [name, option])])
    for (const args of [...helps, ...options]) {
      let page = ''
      readArguments(args, language, (text) => (page += text))
      pages[`${language} ${args.join(' ')}`] = page
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

if (import.meta.main) await buildCli(resolve(import.meta.dirname, '../..'))
