import { parseSync } from 'oxc-parser'

/** A safeguard of the keeper's, and the code that removes it. */
export interface Mutant {
  /** The missing safeguard, and the consequence. */
  readonly name: string
  /** From the project's root. */
  readonly file: string
  /** The function, method or variable that has the safeguard, by its name alone. */
  readonly within: string
  /** An expression, or a whole statement. Its layout, quotes, parentheses and comments do not matter. */
  readonly safeguard: string
  /** The code in its place. */
  readonly without: string
}

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
}

/**
 * The source of the mutant's file, without the safeguard. Throws if `within` does not contain it exactly once, or if the result
 * is no TypeScript.
 */
export function mutate(source: string, { name, file, within, safeguard, without }: Mutant): string {
  const wanted = formOf(parsedAlone(safeguard))
  const holders = nodesIn(parsed(source)).filter((node) => nameOf(node) === within)
  const places = new Map<number, Node>()
  for (const node of holders.flatMap(nodesIn)) if (formOf(node) === wanted) places.set(node.start, node)
  const [place, ...more] = places.values()
  if (place === undefined || more.length > 0) {
    const found = place === undefined ? 'is not there' : `is there ${places.size} times`
    throw new Error(`${name}: ${safeguard}\n${found}, in ${within} of ${file}.`)
  }
  const mutated = source.slice(0, place.start) + without + source.slice(place.end)
  parsed(mutated)
  return mutated
}

function parsed(source: string): Node {
  const { program, errors } = parseSync('mutant.ts', source, { preserveParens: false })
  if (errors.length > 0) throw new SyntaxError(`${errors[0]?.message}\n${source}`)
  return program
}

/** An expression or a statement parsed alone, as if inside a method. */
function parsedAlone(code: string): Node {
  const statementIn = (text: string) => {
    const block = nodesIn(parsed(`class _ { async _() { ${text}\n } }`)).find(({ type }) => type === 'BlockStatement')
    const { body } = block as Node & { body: Node[] }
    if (body.length !== 1 || body[0] === undefined)
      throw new SyntaxError(`One expression or statement is wanted: ${code}`)
    return body[0]
  }
  try {
    return (statementIn(`(${code}\n)`) as Node & { expression: Node }).expression
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return statementIn(code)
  }
}

/** A node and all nodes below it. */
function nodesIn(node: Node): Node[] {
  const below = Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]))
  return [node, ...below.filter(isNode).flatMap(nodesIn)]
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

/** The name of a function, method or variable; null for any other node. */
function nameOf(node: Node): string | null {
  const { id, key } = node as { id?: { name?: string } | null; key?: { type: string; name?: string } }
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'VariableDeclarator':
      return id?.name ?? null
    case 'MethodDefinition':
    case 'Property':
      return key?.type === 'PrivateIdentifier' ? `#${key.name}` : (key?.name ?? null)
    default:
      return null
  }
}

/** A node as text that shows its content, but neither its place nor its layout. */
function formOf(node: Node): string {
  const unseen = new Set(['start', 'end', 'range', 'raw'])
  return JSON.stringify(node, (key, value) =>
    unseen.has(key) ? undefined : typeof value === 'bigint' ? `${value}n` : value,
  )
}
