import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import { IntlMessageFormat } from 'intl-messageformat'
import type { Plugin } from 'vite'

/** What the parser calls a piece of text, and the place of a value. */
const [literal, argument] = [0, 1]

/** Keys of what the system shows for main: menus, notifications, boxes. No page carries them; a test of the house looks. */
export const ofMainAlone =
  /^(?:menu|company|notify|leave|question|certificate|window|report|start|browser)\./

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
      const messages = Object.entries(await catalogueOf(id, language)).filter(([key]) => !ofMainAlone.test(key))
      const meanings = Object.fromEntries(messages.map(([key, message]) => [key, compiled(message)]))
      return `${unwrap}\nexport const ${language} = unwrapped(${JSON.stringify(meanings)})`
    },
  }
}

async function catalogueOf(id: string, language: string): Promise<Record<string, string>> {
  const file = pathToFileURL(id.replace(basename(id), `${language}.ts`))
  const module = (await import(file.href)) as Record<string, Record<string, string>>
  return module[language] ?? {}
}

/** In the pages, gives the texts and names of messages the form that the parser gives them. */
const unwrap = `const part = (it) => typeof it === 'string' ? { type: ${literal}, value: it } : Array.isArray(it) ? { type: ${argument}, value: it[0] } : it
const unwrapped = (messages) =>
  Object.fromEntries(Object.entries(messages).map(([key, it]) => [key, Array.isArray(it) ? it.map(part) : it]))`

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
