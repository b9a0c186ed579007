import type { Plugin } from 'vite'

/**
 * The limit for the pages' scripts and style sheets together, minified and not compressed, in one language: each catalogue is a
 * file of its own, a page loads only that of its language, and the heaviest of them counts.
 */
const limitKibibytes = 300

/** Prints the pages' weight, and fails the build above the limit. */
export function weight(): Plugin {
  return {
    name: 'weight',
    apply: 'build',
    generateBundle(_options, bundle) {
      let common = 0
      let heaviestCatalogue = 0
      for (const file of Object.values(bundle)) {
        if (!/\.(js|css)$/.test(file.fileName)) continue
        const bytes = Buffer.byteLength(file.type === 'chunk' ? file.code : file.source)
        if (file.type === 'chunk' && isCatalogue(file.moduleIds)) heaviestCatalogue = Math.max(heaviestCatalogue, bytes)
        else common += bytes
      }
      if (heaviestCatalogue === 0) this.error('No catalogue stands in a file of its own.')
      const kibibytes = (common + heaviestCatalogue) / 1024
      const text = `The pages’ js and css, in one language: ${kibibytes.toFixed(1)} KiB (limit ${limitKibibytes} KiB)`
      if (kibibytes > limitKibibytes) this.error(text)
      console.log(text)
    },
  }
}

/** Whether a script is one catalogue and nothing else. */
function isCatalogue(modules: readonly string[]): boolean {
  return modules.length === 1 && /\/src\/shared\/catalogue\/[a-z]{2}\.ts$/.test(modules[0] ?? '')
}
