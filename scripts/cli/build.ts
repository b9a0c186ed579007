import { chmodSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build, type Plugin } from 'vite'

/** Where the command line is built to, below the project's folder: the file that `bin` of package.json names. */
export const cliFile = 'out/cli/gazelle-keeper.cjs'

/**
 * Bundles the command line into out/cli/gazelle-keeper.cjs, for plain Node 22 and newer, with all that it needs. Takes the project's folder; rejects
 * with the bundler's error.
 */
export async function buildCli(root: string): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [withoutSubprograms()],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: 'src/cli/index.ts',
      outDir: 'out/cli',
      target: 'node22',
      // Read by Node at each start: the less the better.
      minify: true,
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'gazelle-keeper.cjs', chunkFileNames: '[name].cjs' } },
    },
  })
  chmodSync(join(root, cliFile), 0o755)
}

/**
 * Commander loads `node:child_process` at once, for subcommands that are programs of their own. There are none here, and
 * loading it is a tenth of the time that `--help` takes.
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
