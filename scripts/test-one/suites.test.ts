import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findTests, patternOf, type Suite, suitesOf } from './suites.ts'
import { titlesIn } from './titles.ts'

const root = join(import.meta.dirname, '../..')

describe('the suites', () => {
  const suites = suitesOf(root)

  it('are all of Vitest’s projects and Playwright’s configurations', () => {
    const names = suites.map(({ runner, name }) => `${runner} ${name}`)
    expect(names.sort()).toEqual([
      'playwright e2e',
      'playwright package',
      'playwright pages',
      'vitest integration',
      'vitest simulation',
      'vitest unit',
    ])
    for (const { files } of suites) expect(files.length).toBeGreaterThan(0)
  })

  it('have titles that are read in every file', () => {
    const files = suites.flatMap((suite) => suite.files)
    expect(files.filter((file) => titlesIn(readFileSync(join(root, file), 'utf8')).length === 0)).toEqual([])
  })
})

describe('titles', () => {
  it.each([
    ["it('one', () => {})", [['one']]],
    ["test.describe('a', () => { test('b', async () => {}) })", [['a', 'b']]],
    [
      "describe('a', () => { describe('b', () => { it('c', () => {}) }); it('d', () => {}) })",
      [
        ['a', 'b', 'c'],
        ['a', 'd'],
      ],
    ],
    ["it.each([1])('is %s', () => {})", [['is %s']]],
    ["it.each`n`('is $n', () => {})", [['is $n']]],
    [`it(\`on \${day}\`, () => {})`, [[`on \${day}`]]],
    ["it('a', { timeout: 1 }, () => {})", [['a']]],
    ["test.use({ a: 1 }); test.setTimeout(1); expect('x').toBe('y'); items.map('z')", []],
  ])('of %s', (source, titles) => {
    expect(titlesIn(source)).toEqual(titles)
  })
})

describe('a test is found', () => {
  const unit: Suite = { runner: 'vitest', name: 'unit', files: ['src/a/start.test.ts', 'src/a/restart.test.tsx'] }
  const e2e: Suite = { runner: 'playwright', name: 'e2e', files: ['test/e2e/sign-in.spec.ts'] }
  const texts: Record<string, string> = {
    'src/a/start.test.ts':
      "describe('a start', () => { it('is planned for %s', () => {}); it('%s', () => {}); it('ends (once)', () => {}) })",
    'src/a/restart.test.tsx': "it('starts again', () => {})",
    'test/e2e/sign-in.spec.ts': "test('saves the token @linux', () => {})",
  }
  const find = (name: string) =>
    findTests(name, [unit, e2e], (file) => texts[file] ?? '').map(({ file, titles }) => [file, titles])

  it.each([
    ['start', [['src/a/start.test.ts', null]]],
    ['start.test.ts', [['src/a/start.test.ts', null]]],
    ['./src/a/start.test.ts', [['src/a/start.test.ts', null]]],
    ['a/restart.test.tsx', [['src/a/restart.test.tsx', null]]],
    ['rest', [['src/a/restart.test.tsx', null]]],
    [
      'tart.',
      [
        ['src/a/start.test.ts', null],
        ['src/a/restart.test.tsx', null],
      ],
    ],
    ['saves the Token', [['test/e2e/sign-in.spec.ts', [['saves the token @linux']]]]],
    ['ends (once)', [['src/a/start.test.ts', [['a start', 'ends (once)']]]]],
    ['is planned for Monday', [['src/a/start.test.ts', [['a start', 'is planned for %s']]]]],
    [
      'a start',
      [
        [
          'src/a/start.test.ts',
          [
            ['a start', 'is planned for %s'],
            ['a start', '%s'],
            ['a start', 'ends (once)'],
          ],
        ],
      ],
    ],
    ['nowhere', []],
  ])('by %s', (name, found) => {
    expect(find(name)).toEqual(found)
  })

  it('is told to the runner by a pattern of its whole title', () => {
    const pattern = new RegExp(`${patternOf(['a start', 'is on %s (once)'])}$`)
    for (const title of ['a start is on Monday (once)', 'file a start > is on %s (once)', 'a start › is on  (once)']) {
      expect(title).toMatch(pattern)
    }
    expect('a start is on Monday (once) more').not.toMatch(pattern)
  })
})
