import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Rolldown } from 'vite'
import { languageOf } from '../../src/shared/catalogue/languages.ts'
import { bundlePrograms, commandLinePrograms } from '../cli/bundle.ts'
import { manPage } from '../cli/man-page.ts'
import { buildEdge } from '../edge/build.ts'
import { noticesOf, shippedWorks } from '../supply/works.ts'
import { besidePackage, commandLineManifest, edgeManifest, packageFiles, packageManifest } from './manifest.ts'
import { libraryTypes } from './types.ts'

/** The package of the library and the command line, below the project's folder. */
export const packageFolder = 'out/npm/gazelle-keeper'

/** The file with the licences of all that is bundled. */
export const noticesFile = 'NOTICES.txt'

/**
 * Lays out the package of the library and the command line in `folder`, from the sources alone. Takes the project's folder.
 * Rejects with the bundler's or the compiler's output, or if a bundled work may not ship.
 */
export async function buildPackage(root: string, folder: string): Promise<void> {
  const chunks = await layOutPrograms(
    root,
    folder,
    { ...commandLinePrograms, library: 'src/library/index.ts' },
    besidePackage,
  )
  const exported = chunks.find(({ name }) => name === 'library')?.exports ?? []
  await put(
    folder,
    packageFiles.libraryAsModule,
    `export { ${exported.join(', ')} } from './${packageFiles.library}'\n`,
  )
  await put(folder, packageFiles.types, await libraryTypes(root))
  await put(folder, packageFiles.typesAsModule, `export * from './${packageFiles.library}'\n`)
  await layOutPages(root, folder, { manifest: packageManifest(process.env), page: 'docs/npm.md', chunks })
}

/**
 * Lays out in `folder` the command line with all that it needs, to be unpacked and run where no package is installed. Takes the
 * project's folder.
 */
export async function buildCommandLinePackage(root: string, folder: string): Promise<void> {
  const chunks = await layOutPrograms(root, folder, commandLinePrograms)
  await layOutPages(root, folder, { manifest: commandLineManifest, page: 'docs/cli.md', chunks })
}

/** Lays out in `folder` what runs in a project or on a runner, see docs/edge.md. Takes the project's folder. */
export async function buildEdgePackage(root: string, folder: string): Promise<void> {
  const chunks = await buildEdge(root, folder)
  await layOutPages(root, folder, { manifest: edgeManifest, page: 'docs/edge.md', chunks })
}

/** Bundles programs of the command line anew in a package's folder, with the manual page. Gives the bundle's files. */
async function layOutPrograms(
  root: string,
  folder: string,
  programs: Readonly<Record<string, string>>,
  beside: readonly string[] = [],
): Promise<Rolldown.OutputChunk[]> {
  await rm(folder, { recursive: true, force: true })
  const chunks = await bundlePrograms(root, join(folder, 'lib'), programs, beside)
  await chmod(join(folder, packageFiles.commandLine), 0o755)
  await put(folder, packageFiles.manPage, manPage(languageOf('')))
  return chunks
}

/** What every package has: its package.json, a page for who finds it, and the licences. */
async function layOutPages(
  root: string,
  folder: string,
  { manifest, page, chunks }: { manifest: object; page: string; chunks: readonly Rolldown.OutputChunk[] },
): Promise<void> {
  await put(folder, 'package.json', `${JSON.stringify(manifest, null, 2)}\n`)
  await put(folder, 'README.md', await pageAlone(join(root, page)))
  await copyFile(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  await put(folder, noticesFile, noticesIn(root, chunks))
}

async function put(folder: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true })
  await writeFile(join(folder, file), text)
}

/** A page of the documentation, for readers who do not have the others: its links to them are plain words. */
async function pageAlone(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).replace(/\[([^\]]+)\]\((?!https:)[^)]+\)/g, '$1')
}

/** The licences of the works in a bundle. Throws if one of them is not known to ship. */
function noticesIn(root: string, chunks: readonly Rolldown.OutputChunk[]): string {
  const works = shippedWorks(root)
  const names = new Set(chunks.flatMap(({ modules }) => Object.keys(modules).flatMap((id) => workOf(id) ?? [])))
  const found = works.filter(({ name }) => names.has(name))
  const unknown = [...names].filter((name) => found.every((work) => work.name !== name))
  if (unknown.length > 0) throw new Error(`Bundled, but not known to ship: ${unknown.join(', ')}.`)
  return noticesOf(found)
}

/** The package of a module, by its path; undefined for a module of ours. */
const workOf = (id: string): string | undefined =>
  /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id)?.[1]?.replace('\\', '/')
