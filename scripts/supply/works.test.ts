import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noticesOf, shippedWorks } from './works.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'works-'))
})

afterEach(() => rmSync(root, { recursive: true }))

interface Package {
  readonly license?: string
  readonly dev?: boolean
  /** Its files beside package.json. */
  readonly files?: Readonly<Record<string, string>>
}

/** A project that has these packages installed. */
function install(packages: Readonly<Record<string, Package>>): void {
  const locked: Record<string, object> = { '': {} }
  for (const [name, { files = {}, ...entry }] of Object.entries(packages)) {
    const place = `node_modules/${name}`
    locked[place] = { version: '1.0.0', ...entry }
    const all = { ...files, 'package.json': JSON.stringify({ name, author: 'Anne' }) }
    for (const [file, text] of Object.entries(all)) {
      mkdirSync(dirname(join(root, place, file)), { recursive: true })
      writeFileSync(join(root, place, file), text)
    }
  }
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: locked }))
}

const files = { LICENSE: 'the text' }

describe('the works that ship', () => {
  it.each([
    'GPL-2.0-only',
    'GPL-3.0-or-later',
    'AGPL-3.0-only',
    'LGPL-2.1-only',
    'MPL-2.0',
    'SSPL-1.0',
    'BUSL-1.1',
    'CC-BY-NC-4.0',
    'UNLICENSED',
    'SEE LICENSE IN LICENSE',
    '(MIT OR GPL-3.0-only)',
    undefined,
  ])('none of them may be under %s', (license) => {
    install({ good: { license: 'MIT', files }, other: { ...(license === undefined ? {} : { license }), files } })
    expect(() => shippedWorks(root)).toThrow('other may not ship')
  })

  it.each(['ISC', 'Apache-2.0', 'BSD-3-Clause'])('each has the text of its licence: %s', (license) => {
    install({ other: { license } })
    expect(() => shippedWorks(root)).toThrow('no text of its licence')
    install({ other: { license, files: { 'LICENCE.md': 'the terms', NOTICE: 'the notice' } } })
    const [work] = shippedWorks(root)
    expect(work?.text).toContain('the terms')
    expect(work?.text).toContain('the notice')
  })

  it('are told with their texts, also those of a bundle; packages of the tests are not', () => {
    install({
      '@one/b': { license: 'MIT' },
      a: { license: 'ISC', files },
      nodemailer: { license: 'MIT-0', dev: true, files },
      test: { license: 'GPL-3.0-only', dev: true },
    })
    const works = shippedWorks(root)
    expect(works.map(({ name, licence }) => [name, licence])).toEqual([
      ['@one/b', 'MIT'],
      ['a', 'ISC'],
      ['nodemailer', 'MIT-0'],
    ])
    expect(noticesOf(works)).toMatch(
      /^@one\/b 1\.0\.0 \(MIT\)\n\nCopyright \(c\) Anne\n[\s\S]*\na 1\.0\.0 \(ISC\)\n\nthe text\n/,
    )
  })
})
