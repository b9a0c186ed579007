import type { Plugin } from 'vite'

/** What one part of a bundle hands to the others, as the bundler writes it: a getter for each name. */
const handedOn = /Object\.defineProperty\(exports,("\w+"),\{enumerable:!0,get:function\(\)\{return ([\w$.]+)\}\}\)/
const allHandedOn = new RegExp(`${handedOn.source}(?:[,;]\\s*${handedOn.source})+`, 'g')

/**
 * Writes down what the parts of a bundle hand to one another in fewer words: the same getters, which nobody lists. What programs
 * import stays as it is.
 */
export function shortExports(): Plugin {
  return {
    name: 'short-exports',
    // Of what is minified: before, the bundler writes more.
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk' && !file.isEntry) file.code = inShort(file.code)
      }
    },
  }
}

/** The same part of a bundle. */
export function inShort(code: string): string {
  return code.replace(allHandedOn, (found) => {
    const getters = [...found.matchAll(new RegExp(handedOn, 'g'))].map(
      ([, name = '', value]) => `${name.slice(1, -1)}:{get:()=>${value}}`,
    )
    return `Object.defineProperties(exports,{${getters.join()}})`
  })
}
