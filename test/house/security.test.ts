import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const text = readFileSync(join(root, 'docs/security.md'), 'utf8')
const files = globSync('{src,test,scripts,sandbox}/**/*.{test,spec}.ts', { cwd: root })

interface Named {
  readonly file: string
  readonly titles: readonly string[]
}

/** The tests that a text names: a file between backticks, and after a colon the titles in italics, with commas between. */
function testsNamedIn(part: string): Named[] {
  return [...part.matchAll(/`([^`\s]+\.(?:test|spec)\.ts)`((?:[:,] \*[^*]+\*)*)/g)].map(
    ([, file = '', titles = '']) => ({
      file,
      titles: [...titles.matchAll(/\*([^*]+)\*/g)].map(([, title = '']) => title),
    }),
  )
}

/** The section under a heading, up to the next of its rank or above it. */
function sections(level: string, part: string): Map<string, string> {
  const [, ...found] = part.split(new RegExp(`^${level} `, 'm'))
  return new Map(found.map((each) => [each.split('\n', 1)[0] ?? '', each]))
}

const spaced = (source: string) => source.replace(/\s+/g, ' ')

describe('docs/security.md', () => {
  it('names tests that are there, by file and title', () => {
    const named = testsNamedIn(spaced(text))
    expect(named.length).toBeGreaterThan(30)
    const wrong = named.flatMap(({ file, titles }) => {
      const places = files.filter((each) => (file.includes('/') ? each === file : basename(each) === file))
      if (places.length !== 1) return [`${file}: ${places.length} files of this name`]
      if (titles.length === 0)
        return [`${file}: no title after it (write: file between backticks, colon, title in italics)`]
      const source = readFileSync(join(root, places[0] ?? ''), 'utf8')
      const isThere = (title: string) => ["'", '"', '`'].some((quote) => source.includes(`${quote}${title}${quote}`))
      return titles.filter((title) => !isThere(title)).map((title) => `${file}: no test “${title}”`)
    })
    expect(wrong).toEqual([])
  })

  it('mentions no test in any other form, which nobody would look for', () => {
    const all = text.match(/[\w./-]+\.(?:test|spec)\.ts/g) ?? []
    expect(all).toHaveLength(testsNamedIn(spaced(text)).length)
  })

  it('names a test for each kind of attacker', () => {
    const model = sections('##', text).get('Threat model') ?? ''
    const attackers = sections('###', model)
    expect(attackers.size).toBeGreaterThanOrEqual(10)
    const without = [...attackers].filter(([, part]) => testsNamedIn(spaced(part)).length === 0).map(([name]) => name)
    // What is out of reach has no test.
    expect(without).toEqual(['Malware that runs as the same user'])
  })

  it('has every point of Electron’s checklist once', () => {
    const list = sections('##', text).get('Electron’s checklist') ?? ''
    const rows = list.split('\n').filter((line) => /^\| \d/.test(line))
    expect(rows.map((row) => Number(/\d+/.exec(row)?.[0]))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  })
})
