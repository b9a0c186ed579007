import { ConfigurationError, type Source } from './configuration.ts'
import type { Variables } from './variables.ts'

/** How long a command stays while a new token is in no row, in seconds; `--save-within` takes precedence. */
export const saveWithinVariable = 'GAZELLE_SAVE_WITHIN'

const longestSeconds = 86_400

/** The variable's seconds, or null if it is not set. Throws a `ConfigurationError` for an invalid number. */
export function saveWithinOf(variables: Variables, source: Source): number | null {
  const text = variables[saveWithinVariable]?.trim() ?? ''
  if (text === '') return null
  const seconds = secondsIn(text)
  if (seconds !== null) return seconds
  throw new ConfigurationError({ kind: 'invalid', variable: saveWithinVariable, flaw: 'not-seconds', source })
}

/** Whole seconds, a day at most; null for anything else. */
export function secondsIn(text: string): number | null {
  return /^\d{1,5}$/.test(text) && Number(text) <= longestSeconds ? Number(text) : null
}
