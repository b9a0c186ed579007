import { build } from 'vite'

/**
 * Bundles a module with all that it imports into one file that Node and Deno run; only the runtime's own modules (`node:…`) stay
 * outside. Takes the project's folder, the module's path in it, the folder for the file and its name without `.js`. Rejects with the
 * bundler's error.
 */
export async function bundle(root: string, module: string, outDir: string, name: string): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'es2023',
      minify: true,
      rollupOptions: { input: { [name]: module }, output: { format: 'es', entryFileNames: '[name].js' } },
    },
  })
}
