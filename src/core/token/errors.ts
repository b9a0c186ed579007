import { oneLine } from '../base/one-line.ts'

/**
 * Why a row's value is not a token record:
 * - `not-an-object`: neither an object nor a string that holds one
 * - `bad-json`: a string that is neither JSON nor a Python dictionary
 * - `missing-field`: a required field is missing
 * - `bad-field`: the meaning of a field is not certain, or several fields compete
 */
export type RecordErrorCode = 'not-an-object' | 'bad-json' | 'missing-field' | 'bad-field'

/** The longest part of a field's name that is shown whole. A token put where a name belongs is longer. */
const longestPart = 30
const longestName = 80

/**
 * A field's name as it may be shown: whoever writes the row chooses it, and has put a token there before. One line, of which
 * a part as long as a token is cut.
 */
export function shownField(name: string): string {
  const parts = name
    .slice(0, 1000)
    .split('.')
    .map((part) => (part.length > longestPart ? `${part.slice(0, 8)}…` : part))
  return oneLine(parts.join('.'), longestName) ?? '…'
}

/** The only error that reading a row throws. Its text names the field, never its value. */
export class RecordError extends Error {
  override readonly name = 'RecordError'
  /** `missing-field` for every value without a usable token: a token may be put there, whatever it holds. */
  readonly code: RecordErrorCode
  /** The field at fault, fit to be shown, or null when it is the value as a whole. */
  readonly field: string | null
  /** The exact fault; the same as the code if nothing more is known. */
  readonly flaw: RecordErrorCode

  constructor(code: RecordErrorCode, field: string | null, message: string, flaw = code) {
    super(message)
    this.code = code
    this.field = field === null ? null : shownField(field)
    this.flaw = flaw
  }
}

/** The error for a value without a usable token; `flaw` says why. */
export const noToken = (flaw: RecordErrorCode, field: string | null, message: string): RecordError =>
  new RecordError('missing-field', field, message, flaw)
