import { parseSync } from 'oxc-parser'

/** A node of the syntax tree, as far as titles need it. */
interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

/**
 * The titles of a file's tests as its source has them, each from the outermost `describe` on. A value in a title stands as
 * written: `%s`, `$name`, `${…}`. Takes the text of a TypeScript file.
 */
export function titlesIn(source: string): string[][] {
  const titles: string[][] = []
  const visit = (node: unknown, around: readonly string[]): void => {
    if (Array.isArray(node)) for (const each of node) visit(each, around)
    if (!isNode(node)) return
    const named = node.type === 'CallExpression' ? namedBy(node, source) : null
    if (named?.by === 'test') titles.push([...around, named.title])
    const inside = named?.by === 'describe' ? [...around, named.title] : around
    for (const child of Object.values(node)) visit(child, inside)
  }
  visit(parseSync('source.tsx', source).program, [])
  return titles
}

/** The title in a call: `it('…')`, `test.describe('…')`, `it.each(…)('…')`, `describe.each`…`('…')`. */
function namedBy(call: Node, source: string): { by: 'describe' | 'test'; title: string } | null {
  const [first] = call['arguments'] as Node[]
  const title = first === undefined ? null : textOf(first, source)
  if (title === null) return null
  const words = wordsOf(call['callee'] as Node)
  if (words.includes('describe')) return { by: 'describe', title }
  // Not `test.use('…')`, `it.each('…')` and the like, which have no title.
  const isTest = words[0] === 'it' || words[0] === 'test'
  return isTest && words.slice(1).every((word) => modifiers.has(word)) ? { by: 'test', title } : null
}

const modifiers = new Set(['each', 'for', 'skipIf', 'runIf', 'concurrent', 'sequential', 'fails', 'fail', 'extend'])

/** The names in a callee, from the left: `it`, `each`. */
function wordsOf(callee: Node): string[] {
  if (callee.type === 'Identifier') return [callee['name'] as string]
  if (callee.type === 'CallExpression') return wordsOf(callee['callee'] as Node)
  if (callee.type === 'TaggedTemplateExpression') return wordsOf(callee['tag'] as Node)
  if (callee.type !== 'MemberExpression') return []
  return [...wordsOf(callee['object'] as Node), ...wordsOf(callee['property'] as Node)]
}

function textOf(node: Node, source: string): string | null {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value']
  return node.type === 'TemplateLiteral' ? source.slice(node.start + 1, node.end - 1) : null
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}
