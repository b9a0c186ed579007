import { build, type Plugin, type Rolldown } from 'vite'
import { unusedParts } from '../supply/unused-parts.ts'

/**
 * Bundles a module with all that it imports, now or later, into one file that Node and Deno run; only the runtime's own modules
 * (`node:…`) stay outside. Takes the project's folder, the module's path in it, the folder for the file and its name without
 * `.js`. Gives the file. Rejects with the bundler's error.
 */
export async function bundle(
  root: string,
  module: string,
  outDir: string,
  name: string,
): Promise<Rolldown.OutputChunk[]> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [nodemailerElsewhere()],
    resolve: { alias: unusedParts(root) },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'es2023',
      minify: true,
      rollupOptions: {
        input: { [name]: module },
        output: { format: 'es', entryFileNames: '[name].js', codeSplitting: false },
      },
    },
  })
  const { output } = built as Rolldown.RolldownOutput
  return output.filter((file) => file.type === 'chunk')
}

/**
 * nodemailer for runtimes that are not Node. It takes what Node has as globals, which Deno 2.1 lacks, from their modules. It could
 * start the system's `sendmail`: hosts of this kind have none, and not all of them start programs.
 */
function nodemailerElsewhere(): Plugin {
  const nothing = '\0no-child-process'
  const globals = `import { Buffer } from 'node:buffer'\nimport process from 'node:process'\nimport { setImmediate } from 'node:timers'\n`
  return {
    name: 'nodemailer-elsewhere',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source === 'node:child_process' && importer?.includes('/nodemailer/') ? nothing : null,
    load: (id) => (id === nothing ? 'export const spawn = undefined' : null),
    transform: (code, id) => (id.includes('/nodemailer/') ? globals + code : null),
  }
}
