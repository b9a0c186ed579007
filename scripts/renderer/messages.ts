import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import { IntlMessageFormat } from 'intl-messageformat'
import type { Plugin } from 'vite'

/**
 * Reads the catalogues' ICU messages at build time: the pages carry what the messages mean, and no parser. The keys are
 * carried once for all languages, in the order of English.
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
      const language = /\/src\/shared\/catalogue\/(en|fr)\.ts$/.exec(id)?.[1]
      if (language === undefined) return null
      const keys = Object.keys(await catalogueOf(id, 'en'))
      const messages = await catalogueOf(id, language)
      const values = JSON.stringify(keys.map((key) => compiled(messages[key] ?? '')))
      const head = language === 'en' ? `export const keys = ${JSON.stringify(keys)}` : `import { keys } from './en.ts'`
      return `${head}\nexport const ${language} = Object.fromEntries(${values}.map((each, at) => [keys[at], each]))`
    },
  }
}

async function catalogueOf(id: string, language: string): Promise<Record<string, string>> {
  const file = pathToFileURL(id.replace(basename(id), `${language}.ts`))
  const module = (await import(file.href)) as Record<string, Record<string, string>>
  return module[language] ?? {}
}

/** A plain text as it is; one with arguments as what the parser makes of it. */
function compiled(message: string): unknown {
  return message.includes('{')
    ? IntlMessageFormat.__parse?.(message, { ignoreTag: true, captureLocation: false })
    : message
}
