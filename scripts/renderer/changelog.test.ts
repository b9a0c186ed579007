import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newsIn } from './changelog.ts'

const beginning = '# Changelog\n\nWhat changes.\n\n'

describe('what is new', () => {
  it('is what is not released yet, in plain text', () => {
    const text = `${beginning}## [Unreleased]\n\n### Added\n\n- Says \`forget\`, as\n  [decision 7](docs/7.md) **wants**.\n- More.\n\n### Fixed\n\n- Less.\n\n## [0.2.0] - 2026-12-01\n\n- First.\n`
    expect(newsIn(text)).toEqual({
      version: null,
      since: '0.2.0',
      parts: [
        ['Added', ['Says forget, as decision 7 wants.', 'More.']],
        ['Fixed', ['Less.']],
      ],
    })
  })

  it('is the latest version, if nothing has come since', () => {
    const text = `${beginning}## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n### Changed\n\n- Moved.\n\n## [0.1.0] - 2026-11-23\n\n- First.\n`
    expect(newsIn(text)).toMatchObject({ version: '0.2.0', since: '0.1.0', parts: [['Changed', ['Moved.']]] })
  })

  it('has no heading where the changelog has none', () => {
    expect(newsIn(`${beginning}## [0.1.0]\n\nThe first.\n\n- Works.\n`)).toMatchObject({
      version: '0.1.0',
      since: null,
      parts: [['', ['Works.']]],
    })
  })

  it('has to be somewhere', () => {
    expect(() => newsIn(`${beginning}## [Unreleased]\n`)).toThrow('no entry')
  })

  it('is found in the project’s own changelog, whole', () => {
    const text = readFileSync(join(import.meta.dirname, '../../CHANGELOG.md'), 'utf8')
    const { parts } = newsIn(text)
    expect(parts.length).toBeGreaterThan(0)
    for (const [heading, entries] of parts) {
      expect(heading).toMatch(/^(Added|Changed|Deprecated|Removed|Fixed|Security)$/)
      expect(entries.filter((entry) => !/^\S.*[.:)]$/.test(entry))).toEqual([])
    }
  })
})
