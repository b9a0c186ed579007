import type { AlertVariableName, AlertVariables } from '../configuration/alert-variables.ts'
import { ConfigurationError, type Source, type VariableFlaw } from '../configuration/configuration.ts'

/** Reads variables of alerts. Both functions throw a `ConfigurationError`. */
export interface AlertReader {
  /** The value of a variable that is needed. */
  need(name: AlertVariableName): string
  /** Refuses the variable's value if it has a flaw. */
  check(name: AlertVariableName, flaw: VariableFlaw | null): void
}

/** A reader of these variables. Takes their source for the errors. */
export const alertReader = (variables: AlertVariables, source: Source): AlertReader => ({
  need(name) {
    const value = variables[name]
    if (value === undefined) throw new ConfigurationError({ kind: 'missing', variable: name, source })
    return value
  },
  check(name, flaw) {
    if (flaw !== null) throw new ConfigurationError({ kind: 'invalid', variable: name, flaw, source })
  },
})
