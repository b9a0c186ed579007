import { posix } from 'node:path'
import { type Graph, graphOf, grouped, reduced } from './graph.ts'

const begin = '<!-- The pictures up to the next mark are written by `npm run rooms`, from the imports. -->'
const end = '<!-- Here the pictures end. -->'

/** The rooms whose folders have a picture of their own. */
const withFolders = ['core', 'main']

/**
 * docs/architecture.md with the current pictures of the rooms. Throws if the page lacks one of the two marks, or has them in the
 * wrong order.
 */
export function withRooms(page: string, root: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  if (from < 0 || to < from)
    throw new Error(`The page lacks the two marks between which the pictures go:\n${begin}\n${end}`)
  return `${page.slice(0, from + begin.length)}\n\n${picturesOf(root)}\n\n${page.slice(to)}`
}

/** The rooms of src, and the folders of the largest, as Mermaid flowcharts in Markdown. */
function picturesOf(root: string): string {
  const rooms = grouped(graphOf(root, 'src'), (file) => file.split('/')[1] ?? '')
  const pictures = withFolders.map((room) => {
    const folders = grouped(
      graphOf(root, `src/${room}`),
      (file) => posix.relative(`src/${room}`, posix.dirname(file)) || room,
    )
    return `The folders of \`${room}\`:\n\n${flowchart(folders)}`
  })
  return [`The rooms of \`src\`:\n\n${flowchart(rooms)}`, ...pictures].join('\n\n')
}

/** The graph as a Mermaid flowchart, without the arrows that another way makes superfluous; always in the same order. */
function flowchart(graph: Graph): string {
  const arrows = reduced(graph)
  const lines = [...graph.keys()].sort().flatMap((name) => {
    const targets = [...(arrows.get(name) ?? [])].sort()
    return targets.length === 0 ? [nodeOf(name)] : targets.map((target) => `${nodeOf(name)} --> ${nodeOf(target)}`)
  })
  return ['```mermaid', 'flowchart TD', ...lines.map((line) => `  ${line}`), '```'].join('\n')
}

/** Mermaid takes words as names; any other name becomes a label. */
function nodeOf(name: string): string {
  const word = name.replaceAll(/\W/g, '_')
  return word === name ? name : `${word}["${name}"]`
}
