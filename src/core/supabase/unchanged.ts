import type { StoredRow } from '../keeper/ports.ts'
import { memberTexts } from '../token/json-text.ts'
import { textOf } from './stored-row.ts'

/** A filter on the row, as PostgREST spells it. */
export type Filter = readonly [column: string, operator: string, value: string]

/** A text of this length may be a token. */
const maybeSecret = 16
/** How many of its last characters tell a token from any other without giving it away. */
const ending = 6

/**
 * The filters that match only while the row is as it was read, for an update in a database without the comparing function.
 * Takes the row; gives the filters, or null if nothing can tell: no `updated_at`, and not an object.
 *
 * Filters travel in the URL, which servers log, so they hold no token: an object is compared by its short fields and by the
 * last characters of its long texts, each as the database's text of it. A JSON string has no fields that PostgREST could
 * compare, and leaves only `updated_at`; writers that do not touch that are seen only if the table has a trigger.
 */
export function filtersWhileUnchanged(row: StoredRow): Filter[] | null {
  const filters: Filter[] = row.updatedAt === null ? [] : [['updated_at', 'eq', row.updatedAt]]
  const { value } = row
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return filters.length > 0 ? filters : null

  const text = textOf(row)
  if (text === '{}') return [...filters, ['value', 'eq', text]]
  const texts = memberTexts(text)
  for (const [field, content] of Object.entries(value)) {
    // A column of type json can only be compared by its fields, as texts.
    if (!/^\w+$/.test(field) || (typeof content === 'object' && content !== null)) continue
    const operand = `value->>${field}`
    if (content === null) filters.push([operand, 'is', 'null'])
    else if (typeof content !== 'string') filters.push([operand, 'eq', texts.get(field) ?? String(content)])
    else if (content.length < maybeSecret) filters.push([operand, 'eq', content])
    // `_` matches any one character: it replaces every character that LIKE could take for a wildcard.
    else filters.push([operand, 'like', `*${content.slice(-ending).replace(/[^A-Za-z0-9]/g, '_')}`])
  }
  return filters.length > 0 ? filters : null
}
