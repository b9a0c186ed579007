import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { allLanguages, type Language, languageOf } from '../../src/shared/catalogue/languages.ts'
import { bundlePrograms, commandLinePrograms } from './bundle.ts'
import { manPage } from './man-page.ts'

/** The path of the built command line, below the project's folder. */
export const cliFile = 'out/cli/gazelle-keeper.cjs'

/** The built manual page in a language, below the project's folder, as man(1) looks for it: the one for all others in no folder. */
export const manFile = (language: Language): string =>
  `out/cli/man/${language === languageOf('') ? '' : `${language}/`}man1/gazelle-keeper.1`

/**
 * Bundles the command line with all its dependencies into out/cli/gazelle-keeper.cjs, for plain Node 22 and newer. Takes the
 * project's folder; rejects with the bundler's error.
 */
export async function buildCli(root: string): Promise<void> {
  await bundlePrograms(root, join(root, 'out/cli'), commandLinePrograms)
  chmodSync(join(root, cliFile), 0o755)
  for (const language of allLanguages) {
    const path = join(root, manFile(language))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, manPage(language))
  }
}

if (import.meta.main) await buildCli(resolve(import.meta.dirname, '../..'))
