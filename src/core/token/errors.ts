/**
 * Why a row's value is not a token record:
 * - `not-an-object`: neither an object nor a string that holds one
 * - `bad-json`: a string that is not JSON, or JSON serialised more than once
 * - `missing-field`: a field without which there is no token
 * - `bad-field`: a field whose meaning is not certain
 */
export type RecordErrorCode = 'not-an-object' | 'bad-json' | 'missing-field' | 'bad-field'

/** The only error that reading a row throws. Its text names the field, never what the field holds. */
export class RecordError extends Error {
  override readonly name = 'RecordError'
  readonly code: RecordErrorCode
  /** The field at fault, or null when it is the value as a whole. */
  readonly field: string | null

  constructor(code: RecordErrorCode, field: string | null, message: string) {
    super(message)
    this.code = code
    this.field = field
  }
}
