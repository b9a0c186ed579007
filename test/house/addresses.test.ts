import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const home = join('src', 'core', 'gazelle', 'addresses.ts')

/** Parts of Gazelle's addresses. The catalogues name one to people, in a sentence. */
const addresses = /\/graphql\/private|\/developer\/oauth|\/\/gazelleapp\.io/
const sources = globSync('src/**/*.{ts,tsx}', { cwd: root })
  .filter((file) => !/\.test\.|-fixture\.ts$|[\\/]catalogue[\\/]/.test(file))
  .sort()

/** The texts in a program, those of templates piece by piece. */
function textsIn(program: string): string[] {
  const texts: string[] = []
  new Visitor({
    Literal: ({ value }) => {
      if (typeof value === 'string') texts.push(value)
    },
    TemplateElement: ({ value }) => {
      texts.push(value.raw)
    },
  }).visit(parseSync('program.ts', program).program)
  return texts
}

describe('the addresses of Gazelle', () => {
  it('stand in one file', () => {
    const holders = sources.filter((file) =>
      textsIn(readFileSync(join(root, file), 'utf8')).some((text) => addresses.test(text)),
    )
    expect(holders).toEqual([home])
  })

  it('are seen in any kind of text', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: It is a program's text.
    const program = "// '/in/a/comment'\nconst a = '/one'; const b = `${a}/two/${b}/three`; type C = '/four'"
    expect(textsIn(program).filter((text) => text !== '')).toEqual(['/one', '/two/', '/three', '/four'])
  })
})
