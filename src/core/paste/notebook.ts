import { isObject } from './json.ts'

/**
 * The texts in the cells of a Jupyter notebook: first the source of all cells together, then each output. Takes the JSON of a
 * notebook, of one cell or of a list of cells; gives null for any other value.
 */
export function textsOfNotebook(value: unknown): string[] | null {
  const listed: unknown = isObject(value) && Array.isArray(value['cells']) ? value['cells'] : value
  const cells = (Array.isArray(listed) ? listed : [listed]).filter(isCell)
  if (cells.length === 0) return null
  const sources = cells.map((cell) => textOf(cell['source']).replace(/^[!%]{1,2}(?=\w)/gm, ''))
  const outputs = cells
    .flatMap((cell) => (Array.isArray(cell['outputs']) ? cell['outputs'] : []))
    .flatMap(textsOfOutput)
  return [sources.join('\n'), ...outputs]
}

function isCell(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && typeof value['cell_type'] === 'string' && 'source' in value
}

function textsOfOutput(output: unknown): string[] {
  if (!isObject(output)) return []
  const { text, data } = output
  const shown = isObject(data) ? (data['text/plain'] ?? data['application/json']) : undefined
  return [text, shown].filter((each) => each !== undefined).map(textOf)
}

/** A text, or the lines of one. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.filter((line) => typeof line === 'string').join('')
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}
