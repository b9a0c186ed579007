import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const folder = resolve(import.meta.dirname, '../../docs/decisions')
const files = globSync('[0-9]*.md', { cwd: folder }).sort()
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8')

/** A title with its number, and right below it since when the decision stands, and which later ones have changed it. */
const beginning = /^# (\d+)\. (.+)\n\nStatus: ((?:accepted|superseded), \d{4}-\d\d-\d\d)(?:; changed by (\[.+\)))?\n\n/

describe('docs/decisions', () => {
  it.each(files)('%s begins with its number, its title and its status', (file) => {
    const [, number] = beginning.exec(textOf(file)) ?? []
    expect(number).toBe(String(Number(file.slice(0, 4))))
  })

  it.each(files)('%s names later decisions that are there', (file) => {
    const [, , , , changedBy = ''] = beginning.exec(textOf(file)) ?? []
    const later = [...changedBy.matchAll(/\[(\d+)\]\(([^)]+)\)/g)]
    expect(
      later.filter(
        ([, number, target = '']) => !files.includes(target) || Number(target.slice(0, 4)) !== Number(number),
      ),
    ).toEqual([])
  })

  it('lists each in README.md, with its title and status', () => {
    const rows = files.map((file) => {
      const [, number, title, status, changedBy = ''] = beginning.exec(textOf(file)) ?? []
      const later = [...changedBy.matchAll(/\[(\d+)\]/g)].map(([, other]) => other)
      return `| [${number}](${file}) | ${title} | ${status}${later.length > 0 ? `; changed by ${later.join(', ')}` : ''} |`
    })
    expect(
      textOf('README.md')
        .split('\n')
        .filter((line) => line.startsWith('| [')),
    ).toEqual(rows)
  })
})
