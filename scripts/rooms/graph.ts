import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'

/** Nodes by name, each with the nodes that it leads to. */
export type Graph = ReadonlyMap<string, readonly string[]>

/** The imports of a file, in every form, as written; `(computed)` for one that is no literal. */
export function importsOf(file: string): string[] {
  const { program, module, errors } = parseSync(file, readFileSync(file, 'utf8'))
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  const found = [...module.staticImports, ...module.staticExports.flatMap((each) => each.entries)]
    .map((each) => each.moduleRequest?.value)
    .filter((value) => value !== undefined)
  new Visitor({
    ImportExpression: ({ source }) => {
      found.push(source.type === 'Literal' ? String(source.value) : '(computed)')
    },
    CallExpression: ({ callee, arguments: [first] }) => {
      if (callee.type !== 'Identifier' || callee.name !== 'require') return
      found.push(first?.type === 'Literal' ? String(first.value) : '(computed)')
    },
  }).visit(program)
  return found
}

/** The modules in a folder of the project, without its tests and their fixtures; from its root, with `/` on every system. */
export function modulesIn(root: string, folder: string): string[] {
  return globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root })
    .filter((file) => !/\.test\.|-fixture\.ts$/.test(file))
    .map(withSlashes)
    .sort()
}

function withSlashes(path: string): string {
  return path.replaceAll(sep, '/')
}

/** The modules in a folder of the project, each with the others of it that it imports. */
export function graphOf(root: string, folder: string): Graph {
  const files = modulesIn(root, folder)
  const own = (file: string) =>
    importsOf(join(root, file))
      .filter((name) => name.startsWith('.'))
      .map((name) => withSlashes(relative(root, resolve(root, dirname(file), name))))
      .filter((path) => files.includes(path))
  return new Map(files.map((file) => [file, own(file)]))
}

/** The graph of whole groups of modules: a group leads to another if one of its modules does. */
export function grouped(graph: Graph, groupOf: (file: string) => string): Graph {
  const groups = new Map<string, Set<string>>()
  for (const file of graph.keys()) groups.set(groupOf(file), new Set())
  for (const [file, imports] of graph) {
    const from = groupOf(file)
    for (const to of imports.map(groupOf)) if (to !== from) groups.get(from)?.add(to)
  }
  return new Map([...groups].map(([group, others]) => [group, [...others]]))
}

/** The graph without the arrows that another way makes superfluous. The arrows of a circle are left out as well. */
export function reduced(graph: Graph): Graph {
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean => {
    if (seen.has(from)) return false
    seen.add(from)
    return (graph.get(from) ?? []).some((next) => next === to || reaches(next, to, seen))
  }
  const needed = (targets: readonly string[]) =>
    targets.filter((target) => !targets.some((other) => other !== target && reaches(other, target)))
  return new Map([...graph].map(([name, targets]) => [name, needed(targets)]))
}
