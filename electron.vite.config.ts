import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'
import { oneByteFiles } from './scripts/bundle/one-byte.ts'
import { changelog } from './scripts/renderer/changelog.ts'
import { licences } from './scripts/renderer/licences.ts'
import { compiledMessages } from './scripts/renderer/messages.ts'
import { weight } from './scripts/renderer/weight.ts'

// Stated, not taken from the installed `electron`: one bundle must run on the newest Electron and on 33 (Chrome 130, Node 20).
const node = 'node20'
const chrome = 'chrome130'

const noXml = resolve(import.meta.dirname, 'src/main/shell/no-xml.ts')

export default defineConfig({
  main: {
    plugins: [oneByteFiles()],
    // Everything but native code is bundled: a start reads few files, and of a library what is used.
    resolve: { alias: { 'fast-xml-parser': noXml, 'fast-xml-builder': noXml } },
    build: {
      target: node,
      minify: true,
      externalizeDeps: false,
      rollupOptions: {
        external: ['@napi-rs/keyring'],
        input: {
          begin: resolve(import.meta.dirname, 'src/main/begin.ts'),
          index: resolve(import.meta.dirname, 'src/main/index.ts'),
          'first-paint': resolve(import.meta.dirname, 'src/first-paint/index.ts'),
        },
        // All in one folder: each finds the files of the app from where it lies.
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: node,
      rollupOptions: { output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    plugins: [compiledMessages(), licences(import.meta.dirname), changelog(import.meta.dirname), weight()],
    build: {
      target: chrome,
      minify: true,
      rollupOptions: {
        input: {
          popover: resolve(import.meta.dirname, 'src/renderer/popover.html'),
          guide: resolve(import.meta.dirname, 'src/renderer/guide.html'),
          settings: resolve(import.meta.dirname, 'src/renderer/settings.html'),
        },
      },
    },
  },
})
