import type { StoredRow } from '../keeper/ports.ts'
import { memberTexts } from '../token/json-text.ts'
import { textOf } from './stored-row.ts'

/** A filter on the row, as PostgREST spells it. */
export type Filter = readonly [column: string, operator: string, value: string]

/** A text of this length may be a token. */
const maybeSecret = 16
/** So much of it tells it from any other, and gives nothing away. */
const ending = 6

/**
 * The filters that hold only while the row is as it was read, for an update where the database has no function that
 * compares. Takes the row; gives the filters, or null where nothing can tell: no `updated_at`, and not an object.
 *
 * Filters travel in the URL, which servers log, so no token stands in them: an object is compared by its short fields
 * and by the last characters of its long texts, each as the text that the database makes of it. A JSON string has no fields that PostgREST could compare, and leaves
 * only `updated_at`; writers that do not touch that are seen only where the table has a trigger.
 */
export function filtersWhileUnchanged(row: StoredRow): Filter[] | null {
  const filters: Filter[] = row.updatedAt === null ? [] : [['updated_at', 'eq', row.updatedAt]]
  const { value } = row
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return filters.length > 0 ? filters : null

  const text = textOf(row)
  if (text === '{}') return [...filters, ['value', 'eq', text]]
  const texts = memberTexts(text)
  for (const [field, content] of Object.entries(value)) {
    // A column of type json has no other comparison than that of its fields, which is one of texts.
    if (!/^\w+$/.test(field) || (typeof content === 'object' && content !== null)) continue
    const operand = `value->>${field}`
    if (content === null) filters.push([operand, 'is', 'null'])
    else if (typeof content !== 'string') filters.push([operand, 'eq', texts.get(field) ?? String(content)])
    else if (content.length < maybeSecret) filters.push([operand, 'eq', content])
    // `_` stands for any one character: what LIKE could take for a wildcard of its own, becomes one.
    else filters.push([operand, 'like', `*${content.slice(-ending).replace(/[^A-Za-z0-9]/g, '_')}`])
  }
  return filters.length > 0 ? filters : null
}
