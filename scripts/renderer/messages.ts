import { statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { IntlMessageFormat } from 'intl-messageformat'
import type { Plugin } from 'vite'

/** The parser's types for a piece of text, and for the place of a value. */
const [literal, argument] = [0, 1]

/**
 * Keys of texts that the system shows for main: menus, notifications, boxes. No page contains them; a test of the house checks
 * that.
 */
export const ofMainAlone =
  /^(?:menu|history-file|company|notify|leave|question|certificate|window|report|revocation|start|browser)\./

/**
 * Parses the catalogues' ICU messages at build time: the pages contain the parsed messages, and no parser. Each catalogue stands
 * alone, keys included: a page loads one.
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
      // The bundler watches only files that it has read itself.
      for (const file of [id, commonPartOf(id)]) this.addWatchFile(file)
      const messages = Object.entries(await catalogueOf(id, language)).filter(([key]) => !ofMainAlone.test(key))
      return `${unwrap}\nexport const ${language} = unwrapped(${JSON.stringify(underPrefixes(messages))})`
    },
  }
}

/** The file of the texts that a catalogue shares with the command line, and takes in. */
const commonPartOf = (id: string) => join(dirname(id), 'common', basename(id))

/** The present catalogue: its common part is read anew too, for those texts of it that the catalogue took in when Node first loaded it. */
async function catalogueOf(id: string, language: string): Promise<Record<string, string>> {
  return { ...(await presentTexts(id, language)), ...(await presentTexts(commonPartOf(id), language)) }
}

/** Node gives a module that it has loaded before unchanged, unless its address differs. */
async function presentTexts(file: string, language: string): Promise<Record<string, string>> {
  const address = `${pathToFileURL(file).href}?changed=${statSync(file).mtimeMs}`
  const module = (await import(address)) as Record<string, Record<string, string>>
  return module[language] ?? {}
}

/** Groups the parsed messages by the beginning of their keys, up to the last dot, which most keys share with many others. */
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

/** Code for the pages that restores the messages' whole keys, and the parser's form of their texts and names. */
const unwrap = `const part = (it) => typeof it === 'string' ? { type: ${literal}, value: it } : Array.isArray(it) ? { type: ${argument}, value: it[0] } : it
const unwrapped = (prefixes) => Object.fromEntries(Object.entries(prefixes).flatMap(([prefix, messages]) =>
  Object.entries(messages).map(([rest, it]) => [prefix + rest, Array.isArray(it) ? it.map(part) : it])))`

/** A plain text unchanged; one with arguments as the parser's result, with its texts and names unwrapped. */
function compiled(message: string): unknown {
  if (!message.includes('{')) return message
  const parts = IntlMessageFormat.__parse?.(message, { ignoreTag: true, captureLocation: false }) ?? []
  return parts.map((part) => {
    if (!('value' in part)) return part
    if (part.type === literal) return part.value
    return part.type === argument ? [part.value] : part
  })
}
