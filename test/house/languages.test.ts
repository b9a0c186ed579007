import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { describe, expect, it } from 'vitest'
import { allLanguages } from '../../src/shared/catalogue/languages.ts'

const root = resolve(import.meta.dirname, '../..')
const programs = globSync('{src,scripts/cli,scripts/renderer}/**/*.{ts,tsx}', { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !file.includes('.test.') && !file.startsWith('src/shared/catalogue/'))
  .sort()

/** What may name a language: any other program need not be parsed. */
const mayName = new RegExp(`['"\`](${allLanguages.join('|')})['"\`]|/catalogue/`)

/** The texts and types of a program that are a language's code, and the modules it imports that are one language's catalogue. */
function languagesIn(text: string, file = 'program.ts'): string[] {
  const found: string[] = []
  const isCode = (value: unknown) => (allLanguages as readonly unknown[]).includes(value)
  const isCatalogue = (value: unknown) =>
    typeof value === 'string' && /\/catalogue\/((command-line|common|demo)\/)?(help\.)?[a-z]{2}\.ts$/.test(value)
  const { program, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  new Visitor({
    Literal: ({ value }) => {
      if (isCode(value) || isCatalogue(value)) found.push(String(value))
    },
    TemplateElement: ({ value }) => {
      if (isCode(value.raw)) found.push(value.raw)
    },
  }).visit(program)
  return found
}

describe('a language', () => {
  it('is named in the folder of the catalogues alone: another one touches nothing else', () => {
    expect(programs.length).toBeGreaterThan(300)
    const naming = programs.filter((file) => {
      const text = readFileSync(join(root, file), 'utf8')
      return mayName.test(text) && languagesIn(text, file).length > 0
    })
    expect(naming).toEqual([])
  })

  it.each([
    ["type Language = 'en' | 'fr'", ['en', 'fr']],
    ["const dates = language === 'fr' ? first : text", ['fr']],
    ['const help = page(`en`)', ['en']],
    ["const load = async () => (await import('../shared/catalogue/fr.ts')).fr", ['../shared/catalogue/fr.ts']],
    ["import { translator } from './catalogue/index.ts'; t('french', 'en-CA')", []],
  ])('is seen in %s', (program, seen) => {
    expect(languagesIn(program)).toEqual(seen)
  })
})
