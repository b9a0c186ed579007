import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Node, parseSync, Visitor } from 'oxc-parser'
import { describe, expect, it } from 'vitest'
import { sources } from '../../src/core/token/sources.ts'

const root = resolve(import.meta.dirname, '../..')
const programs = globSync('src/**/*.{ts,tsx}', { cwd: root })
  .filter((file) => !/\.test\.|-fixture\.ts$/.test(file) && !file.endsWith(join('keeper', 'testing.ts')))
  .sort()

const isName = (node: Node | null): boolean =>
  node?.type === 'Literal' && typeof node.value === 'string' && Object.hasOwn(sources, node.value)
const isSource = (node: Node): boolean =>
  (node.type === 'Identifier' && node.name === 'source') ||
  (node.type === 'MemberExpression' && !node.computed && isSource(node.property))

/** The sources that a program gives to a credential, and how often it compares a source with a name. */
function namedIn(text: string, file = 'program.ts'): { given: string[]; compared: number } {
  const given: string[] = []
  const { program, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  let compared = 0
  new Visitor({
    Property: ({ key, value }) => {
      if (!isSource(key)) return
      const name = value.type === 'TSAsExpression' ? value.expression : value
      if (name.type === 'Literal' && isName(name)) given.push(String(name.value))
    },
    BinaryExpression: ({ left, right }) => {
      if ((isSource(left) && isName(right)) || (isName(left) && isSource(right))) compared++
    },
    SwitchStatement: ({ discriminant, cases }) => {
      if (isSource(discriminant)) compared += cases.filter(({ test }) => isName(test)).length
    },
  }).visit(program)
  return { given, compared }
}

describe('the sources of credentials', () => {
  const named = programs.map((file) => ({
    file: file.replaceAll('\\', '/'),
    ...namedIn(readFileSync(join(root, file), 'utf8'), file),
  }))

  it('are compared with no name: what follows from a source stands in core/token/sources.ts', () => {
    expect(named.filter(({ compared }) => compared > 0).map(({ file }) => file)).toEqual([])
  })

  it('are given by the ways in, and by what puts a token back', () => {
    const givers = Object.keys(sources).map((name) => [
      name,
      named.filter(({ given }) => given.includes(name)).map(({ file }) => file),
    ])
    expect(Object.fromEntries(givers)).toEqual({
      'web-session': ['src/main/sign-in/traffic.ts'],
      oauth: ['src/core/gazelle/grant-answer.ts'],
      clipboard: ['src/cli/commands/set.ts', 'src/main/paste/paste.ts'],
      row: [
        'src/core/keeper/keeper.ts',
        'src/core/keeper/round.ts',
        'src/core/keeper/row-credential.ts',
        'src/core/token/pretend.ts',
      ],
    })
  })

  it.each<[string, number, string[]]>([
    ["if (credential.source === 'oauth') use()", 1, []],
    ["const is = 'row' != source", 1, []],
    ["switch (held.credential.source) { case 'oauth': case 'clipboard': use(); default: }", 2, []],
    ["const a = { ...b, source: 'row' as const, c: { source: 'oauth' } }", 0, ['row', 'oauth']],
    ["if (at === 'oauth' || source.kind === 'row') use({ source: 'elsewhere', sources: 'row', at: 'oauth' })", 0, []],
  ])('are seen in %s', (program, compared, given) => {
    expect(namedIn(program)).toEqual({ compared, given })
  })
})
