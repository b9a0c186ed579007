import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

describe('CONTRIBUTING.md', () => {
  it('names paths that are there', () => {
    const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map(([, each = '']) => each)
    const inTable = text
      .split('\n')
      .flatMap((line) => /^\| (`src.*?|`\w+`) \|/.exec(line)?.[1]?.match(/[^`, ]+/g) ?? [])
    const paths = [...quoted.filter((each) => /^[\w.-]*[/.][\w./-]+$/.test(each)), ...inTable]
    expect(paths).toEqual(expect.arrayContaining(['.nvmrc', 'src/core', 'sandbox', 'test/house']))
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  it('names commands that are there', () => {
    const commands = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start))/g)].map(
      ([, script, own]) => script ?? own ?? '',
    )
    expect(commands).toEqual(expect.arrayContaining(['dev', 'test:one', 'test', 'start']))
    expect(commands.filter((name) => !(name in scripts))).toEqual([])
  })
})

describe('the pages', () => {
  it('link to files that are there', () => {
    const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root })
    const broken = pages.flatMap((page) =>
      [...readFileSync(join(root, page), 'utf8').matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
        .map(([, link = '']) => link)
        .filter((link) => !/^[a-z]+:/.test(link) && !existsSync(resolve(root, dirname(page), link)))
        .map((link) => `${page}: ${link}`),
    )
    expect(broken).toEqual([])
  })
})
