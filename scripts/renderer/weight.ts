import type { Plugin } from 'vite'

/** What the pages' scripts and style sheets may weigh together, minified and not compressed. */
const limitKibibytes = 360

/** Prints what the pages weigh, and fails the build above the limit. */
export function weight(): Plugin {
  return {
    name: 'weight',
    apply: 'build',
    generateBundle(_options, bundle) {
      const bytes = Object.values(bundle)
        .filter(({ fileName }) => /\.(js|css)$/.test(fileName))
        .map((file) => Buffer.byteLength(file.type === 'chunk' ? file.code : file.source))
        .reduce((sum, each) => sum + each, 0)
      const kibibytes = bytes / 1024
      const text = `The pages’ js and css: ${kibibytes.toFixed(1)} KiB (limit ${limitKibibytes} KiB)`
      if (kibibytes > limitKibibytes) this.error(text)
      console.log(text)
    },
  }
}
