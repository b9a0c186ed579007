/**
 * Why a row's value is not a token record:
 * - `not-an-object`: neither an object nor a string that holds one
 * - `bad-json`: a string that is neither JSON nor a dictionary of Python
 * - `missing-field`: a field without which there is no token
 * - `bad-field`: a field, or several of which each may be meant, whose meaning is not certain
 */
export type RecordErrorCode = 'not-an-object' | 'bad-json' | 'missing-field' | 'bad-field'

/** The only error that reading a row throws. Its text names the field, never what the field holds. */
export class RecordError extends Error {
  override readonly name = 'RecordError'
  /** `missing-field` for every value without a token that can be used: one may be put there, whatever it holds. */
  readonly code: RecordErrorCode
  /** The field at fault, or null when it is the value as a whole. */
  readonly field: string | null
  /** What is wrong with it; the same as the code where nothing more is known. */
  readonly flaw: RecordErrorCode

  constructor(code: RecordErrorCode, field: string | null, message: string, flaw = code) {
    super(message)
    this.code = code
    this.field = field
    this.flaw = flaw
  }
}

/** That a value holds no token that can be used, and why. */
export const noToken = (flaw: RecordErrorCode, field: string | null, message: string): RecordError =>
  new RecordError('missing-field', field, message, flaw)
