import type { AlertFault, AlertField, AlertFlaw, AlertValues } from '../../core/alerts/alert-fields.ts'

/** A field of alerts is not as it should be. */
export class AlertFieldError extends Error {
  override readonly name = 'AlertFieldError'
  readonly fault: AlertFault

  constructor(fault: AlertFault) {
    super(`A field of alerts is wrong: ${fault.flaw}`)
    this.fault = fault
  }
}

/** Reads fields of alerts. Both functions throw an `AlertFieldError`. */
export interface FieldReader {
  /** The value of a field that is needed. */
  need(field: AlertField): string
  /** Refuses the field's value if it has a flaw. */
  check(field: AlertField, flaw: AlertFlaw | null): void
}

/** A reader of these values. */
export const fieldReader = (values: AlertValues): FieldReader => ({
  need(field) {
    const value = values[field]
    if (value === undefined) throw new AlertFieldError({ field, flaw: 'missing' })
    return value
  },
  check(field, flaw) {
    if (flaw !== null) throw new AlertFieldError({ field, flaw })
  },
})
