import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { en } from '../../src/shared/catalogue/en.ts'
import { fr } from '../../src/shared/catalogue/fr.ts'
import type { Language, Snapshot } from '../../src/shared/snapshot.ts'
import { expect, type Face, type OwnPage, test } from './face.ts'
import { inLanguage, popoverStates } from './states.ts'

// What a page loads, as it is built: weighed in each language, and read through for the sentences of the other.

const root = resolve(import.meta.dirname, '../..')
const pagesFolder = process.env['FACE_PAGES'] ?? join(root, 'out/renderer')
const snapshot = Object.values(popoverStates)[0] as Snapshot
const catalogues: Record<Language, Readonly<Record<string, string>>> = { en, fr }

/** What is new is told in the language of the documents alone, whoever reads it. */
const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8').replace(/\s+/g, ' ')

/** What a page's scripts and style sheets may weigh, in KiB, minified and not compressed. */
const limitKibibytes = 300

for (const ownPage of ['popover', 'settings', 'guide'] satisfies OwnPage[]) {
  for (const [language, other] of [
    ['en', 'fr'],
    ['fr', 'en'],
  ] satisfies [Language, Language][]) {
    test(`${ownPage}: is light, and holds no sentence but ${language}`, async ({ face }) => {
      const loaded = await loadedBy(face, ownPage, language)
      const kibibytes = Buffer.byteLength(loaded) / 1024
      expect(kibibytes).toBeLessThanOrEqual(limitKibibytes)
      // Its own are found, so the other's would be.
      expect(sentencesIn(loaded, language, other).length).toBeGreaterThan(300)
      expect(sentencesIn(loaded, other, language)).toEqual([])
    })
  }
}

/** The text of all scripts and style sheets that a page loads until it shows something in this language. */
async function loadedBy(face: Face, ownPage: OwnPage, language: Language): Promise<string> {
  const files = new Set<string>()
  face.page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (/\.(js|css)$/.test(pathname)) files.add(pathname)
  })
  await face.page.goto('keeper://app/nothing')
  await face.page.goto(`keeper://app/${ownPage}.html?language=${language}`)
  await face.tell(inLanguage(snapshot, language))
  await expect(face.page.locator('#root > *').first()).toBeVisible()
  await face.page.waitForLoadState('networkidle')
  return [...files].map((each) => readFileSync(join(pagesFolder, each), 'utf8')).join('\n')
}

/** The plain texts of a language that are in `code`, beyond the changelog; short ones are words of any language. */
function sentencesIn(code: string, language: Language, other: Language): string[] {
  const text = code.replaceAll('\\xA0', '\u00a0')
  const alike = new Set(Object.values(catalogues[other]))
  return Object.values(catalogues[language]).filter(
    (each) =>
      each.length > 20 && !/[{\n]/.test(each) && !alike.has(each) && !changelog.includes(each) && text.includes(each),
  )
}
