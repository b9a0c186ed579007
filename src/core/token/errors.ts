/**
 * Why a row's value is not a token record:
 * - `not-an-object`: neither an object nor a string that holds one
 * - `bad-json`: a string that is neither JSON nor a Python dictionary
 * - `missing-field`: a required field is missing
 * - `bad-field`: the meaning of a field is not certain, or several fields compete
 */
export type RecordErrorCode = 'not-an-object' | 'bad-json' | 'missing-field' | 'bad-field'

/** The only error that reading a row throws. Its text names the field, never its value. */
export class RecordError extends Error {
  override readonly name = 'RecordError'
  /** `missing-field` for every value without a usable token: a token may be put there, whatever it holds. */
  readonly code: RecordErrorCode
  /** The field at fault, or null when it is the value as a whole. */
  readonly field: string | null
  /** The exact fault; the same as the code if nothing more is known. */
  readonly flaw: RecordErrorCode

  constructor(code: RecordErrorCode, field: string | null, message: string, flaw = code) {
    super(message)
    this.code = code
    this.field = field
    this.flaw = flaw
  }
}

/** The error for a value without a usable token; `flaw` says why. */
export const noToken = (flaw: RecordErrorCode, field: string | null, message: string): RecordError =>
  new RecordError('missing-field', field, message, flaw)
