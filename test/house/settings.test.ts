import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { goodLicences } from '../../scripts/supply/works.ts'

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
