import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { describe, expect, it } from 'vitest'
import { modulesIn } from '../../scripts/rooms/graph.ts'

const root = resolve(import.meta.dirname, '../..')
/** What the SQL editor shows stands in the migrations. */
const forPeople = ['migration', 'logbook', 'schedule'].map((name) => `src/core/supabase/setup/${name}-text.ts`)

/** The texts in a module that say more than one sentence, or tell somebody what to do. */
function longTextsIn(source: string): string[] {
  const found: string[] = []
  const look = (text: string) => {
    if (/\w\)?[.!?] [A-Z]|^(Check|Copy|Open|Sign|Try|Wait) /.test(text)) found.push(text)
  }
  const { program, errors } = parseSync('module.ts', source)
  expect(errors).toEqual([])
  new Visitor({
    Literal: ({ value }) => {
      if (typeof value === 'string') look(value)
    },
    TemplateLiteral: ({ quasis }) => look(quasis.map(({ value }) => value.cooked ?? '').join('x')),
  }).visit(program)
  return found
}

describe('core’s errors are for developers', () => {
  it('say one short sentence and give no advice, which the catalogues do', () => {
    const files = modulesIn(root, 'src/core').filter((file) => !forPeople.includes(file))
    expect(files.length).toBeGreaterThan(50)
    expect(files.flatMap((file) => longTextsIn(readFileSync(join(root, file), 'utf8')))).toEqual([])
  })

  it('would be seen with advice', () => {
    const advice = `new Error("It is away. Wait."); new Error(\`Away (\${1}). Call us.\`); throw Error("Wait for it")`
    expect(longTextsIn(advice)).toEqual(['It is away. Wait.', 'Away (x). Call us.', 'Wait for it'])
    expect(longTextsIn(`new Error(\`It is away (\${1}).\`)`)).toEqual([])
  })
})
