import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { goodLicences } from '../../scripts/supply/works.ts'
import { findTests, suitesOf } from '../../scripts/test-one/suites.ts'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const project = JSON.parse(read('package.json'))
const { packages } = JSON.parse(read('package-lock.json'))

describe('the settings of the tools agree', () => {
  it('.nvmrc names the Node that the project brings, and every older one that is enough has a name in engines', () => {
    expect(read('.nvmrc')).toBe(`${project.devDependencies.node}\n`)
    expect(project.engines).toEqual({ node: '>=20' })
    expect(packages[''].engines).toEqual(project.engines)
    expect(read('README.md')).toContain('You need Node 20 or newer')
  })

  it('.editorconfig writes as Biome formats', () => {
    const { formatter } = JSON.parse(read('biome.json'))
    const settings = new Map(
      [...read('.editorconfig').matchAll(/^(\w+) = (.+)$/gm)].map(([, key, value]) => [key, value]),
    )
    expect(settings.get('indent_style')).toBe(formatter.indentStyle)
    expect(settings.get('max_line_length')).toBe(String(formatter.lineWidth))
    // What Biome takes where nothing is said.
    expect(settings.get('indent_size')).toBe(String(formatter.indentWidth ?? 2))
    expect(settings.get('end_of_line')).toBe(formatter.lineEnding ?? 'lf')
    expect(read('.gitattributes')).toContain('eol=lf')
  })

  it('the licence is MIT everywhere, one that asks for its notice alone', () => {
    expect(read('LICENSE')).toMatch(/^MIT License\n\nCopyright \(c\) \d{4} Gazelle Keeper contributors\n/)
    expect(project.license).toBe('MIT')
    expect(packages[''].license).toBe('MIT')
    expect(goodLicences).toContain(project.license)
  })
})

describe('the pages for newcomers', () => {
  const pages = ['README.md', 'README.fr.md', 'CONTRIBUTING.md']
  const commands = pages.flatMap((page) => [
    ...read(page).matchAll(/(?:`|^ {4}|&& )npm (?:run )?([\w:]+)(?: -- ([^`#\n]+))?/gm),
  ])

  it('name commands that are there', () => {
    const names = [...new Set(commands.map(([, name = '']) => name))]
    expect(names).toContain('dev')
    expect(names.filter((name) => !['ci', 'run'].includes(name) && !(name in project.scripts))).toEqual([])
  })

  it('show newcomers tests that are there, each in one file', () => {
    const shown = commands
      .filter(([, name, rest = '']) => name === 'test:one' && !/^(NAME|NOM)/.test(rest))
      .flatMap(([, , rest]) => rest?.trim().replaceAll('"', '') ?? [])
    expect(shown.length).toBeGreaterThanOrEqual(2)
    const suites = suitesOf(root)
    for (const name of shown) expect([name, findTests(name, suites, read).length]).toEqual([name, 1])
  })
})
