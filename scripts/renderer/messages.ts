import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import { IntlMessageFormat } from 'intl-messageformat'
import type { Plugin } from 'vite'

/** What the parser calls a piece of text, and the place of a value. */
const [literal, argument] = [0, 1]

/** Keys of what the system shows for main: menus, notifications, boxes. No page carries them; a test of the house looks. */
export const ofMainAlone =
  /^(?:menu|company|notify|leave|question|certificate|window|report|revocation|start|browser)\./

/**
 * Reads the catalogues' ICU messages at build time: the pages carry what the messages mean, and no parser. Each catalogue
 * stands alone, keys and all: a page loads one.
 */
export function compiledMessages(): Plugin {
  return {
    name: 'compiled-messages',
    config: () => ({
      resolve: {
        alias: { '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js' },
      },
    }),
    async load(id) {
      const language = /\/src\/shared\/catalogue\/([a-z]{2})\.ts$/.exec(id)?.[1]
      if (language === undefined) return null
      // The bundler watches what it has read itself.
      this.addWatchFile(id)
      const messages = Object.entries(await catalogueOf(id, language)).filter(([key]) => !ofMainAlone.test(key))
      return `${unwrap}\nexport const ${language} = unwrapped(${JSON.stringify(underPrefixes(messages))})`
    },
  }
}

/** As it is now: Node gives a module that it has loaded once more as it was, unless its address is another. */
async function catalogueOf(id: string, language: string): Promise<Record<string, string>> {
  const file = id.replace(basename(id), `${language}.ts`)
  const address = `${pathToFileURL(file).href}?changed=${statSync(file).mtimeMs}`
  const module = (await import(address)) as Record<string, Record<string, string>>
  return module[language] ?? {}
}

/** The meanings of messages under what their keys begin with, up to the last dot: most keys share that with many others. */
function underPrefixes(messages: readonly (readonly [string, string])[]): Record<string, Record<string, unknown>> {
  const all: Record<string, Record<string, unknown>> = {}
  for (const [key, message] of messages) {
    const end = key.lastIndexOf('.') + 1
    const prefix = key.slice(0, end)
    all[prefix] ??= {}
    all[prefix][key.slice(end)] = compiled(message)
  }
  return all
}

/** In the pages, gives the messages their whole keys, and their texts and names the form that the parser gives them. */
const unwrap = `const part = (it) => typeof it === 'string' ? { type: ${literal}, value: it } : Array.isArray(it) ? { type: ${argument}, value: it[0] } : it
const unwrapped = (prefixes) => Object.fromEntries(Object.entries(prefixes).flatMap(([prefix, messages]) =>
  Object.entries(messages).map(([rest, it]) => [prefix + rest, Array.isArray(it) ? it.map(part) : it])))`

/** A plain text as it is; one with arguments as what the parser makes of it, its texts and names without their wrapping. */
function compiled(message: string): unknown {
  if (!message.includes('{')) return message
  const parts = IntlMessageFormat.__parse?.(message, { ignoreTag: true, captureLocation: false }) ?? []
  return parts.map((part) => {
    if (!('value' in part)) return part
    if (part.type === literal) return part.value
    return part.type === argument ? [part.value] : part
  })
}
