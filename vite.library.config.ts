import { resolve } from 'node:path'
import { defineConfig } from 'vite'

/** The library, for Node 22 and newer; what it depends on is installed with it. Its types are what `tsc -b` writes to out/types. */
export default defineConfig({
  build: {
    ssr: resolve(import.meta.dirname, 'src/library/index.ts'),
    outDir: 'out/library',
    target: 'node22',
    minify: false,
    rollupOptions: { output: { entryFileNames: 'index.js' } },
  },
})
