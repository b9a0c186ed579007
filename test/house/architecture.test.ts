import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withRooms } from '../../scripts/rooms/picture.ts'
import { rules } from '../../src/core/keeper/decide.ts'

const root = resolve(import.meta.dirname, '../..')
const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8')

/** The lines of the table under a heading, without its head. */
function tableUnder(heading: string): string[] {
  const section = text.split(/^## /m).find((each) => each.startsWith(heading)) ?? ''
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
}

describe('docs/architecture.md', () => {
  it('has the table of decisions that the code goes by, in its order', () => {
    const table = rules.map(
      ({ name, when, step }) => `| \`${name}\` | ${when} | ${step === 'rest' ? 'rest' : `\`${step}\``} |`,
    )
    expect(tableUnder('The keeper')).toEqual(table)
  })

  it('has the pictures of the rooms that the imports draw; else: npm run rooms', () => {
    expect(text).toBe(withRooms(text, root))
  })
})
